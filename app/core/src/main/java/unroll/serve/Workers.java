package unroll.serve;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The few threads that compute. Others read requests and write answers, so that a slow client holds
 * none of these; and memory that native libraries keep for a thread they keep for few.
 */
final class Workers implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final ThreadPoolExecutor threads;

  /**
   * @param count threads
   * @param waiting tasks that may wait for one
   */
  Workers(int count, int waiting) {
    threads =
        new ThreadPoolExecutor(
            count, count, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(waiting), Workers::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "unroll-serve-worker");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Waits for what a worker makes of a task.
   *
   * @throws HttpError 503 if too many tasks wait, or this one takes too long
   */
  <A> A compute(Callable<A> task) {
    Future<A> future;
    try {
      future = threads.submit(task);
    } catch (RejectedExecutionException e) {
      throw HttpError.busy("too many requests are waiting");
    }
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw HttpError.busy("no answer within %d seconds".formatted(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw HttpError.busy("the server ends");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      } else if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
