package unroll;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What another thread, process or page brings about in its own time, however busy the machine. */
public final class Eventually {
  private static final int PATIENCE_SECONDS = 120;
  private static final int PAUSE_MILLISECONDS = 25;

  private Eventually() {}

  /**
   * Waits two minutes at most.
   *
   * @param what names the condition in the failure
   */
  public static void require(String what, BooleanSupplier condition) {
    require(() -> what, PATIENCE_SECONDS, condition);
  }

  /**
   * @param what names the condition in the failure; asked for at its time
   */
  public static void require(Supplier<String> what, long seconds, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    boolean isSo = condition.getAsBoolean();
    while (!isSo && System.nanoTime() - end < 0) {
      try {
        Thread.sleep(PAUSE_MILLISECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      isSo = condition.getAsBoolean();
    }
    assertTrue(isSo, what);
  }
}
