package unroll.data;

import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * How often something is tried that may fail for a while.
 *
 * @param attempts how often in all, at least 1
 * @param firstDelay the pause after the first failure; each later one is twice as long
 */
public record Retries(int attempts, Duration firstDelay) {
  public Retries {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, not " + attempts);
    }
  }

  /** Waits as long as the failure of attempt {@code attempt}, counted from 1, asks for. */
  void pause(int attempt) throws InterruptedIOException {
    try {
      Thread.sleep(firstDelay.toMillis() << Math.min(attempt - 1, 20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting to try again");
    }
  }
}
