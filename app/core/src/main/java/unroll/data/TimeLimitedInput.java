package unroll.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A stream whose every read ends within a time limit. The body of an HttpClient's response has no
 * limit of its own: where a server falls silent, reading would last forever.
 */
final class TimeLimitedInput extends InputStream {
  private final InputStream source;
  private final Duration limit;
  private final ExecutorService reader;

  TimeLimitedInput(InputStream source, Duration limit) {
    this.source = source;
    this.limit = limit;
    this.reader =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "download");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return await(reader.submit(() -> source.read(bytes, offset, length)), limit);
  }

  @Override
  public void close() throws IOException {
    reader.shutdownNow();
    source.close();
  }

  /** The outcome of {@code work}, or the exception it failed with. */
  static <T> T await(Future<T> work, Duration limit) throws IOException {
    try {
      return work.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      work.cancel(true);
      throw new HttpTimeoutException("nothing came for " + limit.toSeconds() + " s");
    } catch (InterruptedException e) {
      work.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }
}
