package unroll.layers.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The threads that share one pass over a batch. Each calls native code that computes with one
 * thread, so there is one join a pass instead of one a matrix product, and no native thread pool
 * spins on the processors that these threads need.
 *
 * <p>Their number is that of the processors, or the system property {@link #COUNT_PROPERTY}.
 */
public final class Workers {
  /** The system property with the number of threads, read when the first layer is made. */
  public static final String COUNT_PROPERTY = "unroll.threads";

  private static final Workers SHARED = new Workers(configuredCount());

  /**
   * A thread looks for more work this long before it sleeps: the phases of a training step are
   * close, and waking it takes as long as a phase.
   */
  private static final long SPIN_NANOS = 300_000;

  private final Worker[] helpers;
  private final ReentrantLock busy = new ReentrantLock();
  private final NativeOps nativeOps;

  /**
   * @param count threads in all, the calling one among them
   */
  Workers(int count) {
    // Without a backend loaded there are no native operations to ask for.
    Nd4j.getBackend();
    nativeOps = NativeOpsHolder.getInstance().getDeviceNativeOps();
    // For good: the call looks its function up in the file system, so it is not for every pass.
    openblas.blas_set_num_threads(1);
    helpers = new Worker[count - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Worker("unroll-worker-" + (i + 1));
      helpers[i].start();
    }
  }

  /** The process's workers. */
  public static Workers shared() {
    return SHARED;
  }

  private static int configuredCount() {
    int count = Integer.getInteger(COUNT_PROPERTY, Runtime.getRuntime().availableProcessors());
    return Math.max(1, count);
  }

  /** Threads that share a pass, the calling one among them. */
  public int count() {
    return helpers.length + 1;
  }

  /**
   * Runs {@code task} for 0 to {@code tasks - 1} and returns when all have ended. Another pass
   * under way in the process makes this one run on the calling thread alone.
   *
   * @throws RuntimeException or Error that a task threw, after all have ended
   */
  public void run(int tasks, IntConsumer task) {
    int threadsBefore = nativeOps.ompGetMaxThreads();
    nativeOps.setOmpNumThreads(1);
    try {
      if (tasks > 1 && helpers.length > 0 && busy.tryLock()) {
        try {
          share(new Job(tasks, task));
        } finally {
          busy.unlock();
        }
      } else {
        for (int i = 0; i < tasks; i++) {
          task.accept(i);
        }
      }
    } finally {
      nativeOps.setOmpNumThreads(threadsBefore);
    }
  }

  private void share(Job job) {
    int helping = Math.min(job.tasks - 1, helpers.length);
    for (int i = 0; i < helping; i++) {
      helpers[i].take(job);
    }
    job.work();
    job.await();
  }

  /** Tasks that whoever is free takes. */
  private static final class Job {
    private final int tasks;
    private final IntConsumer task;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final Thread caller = Thread.currentThread();
    private volatile Throwable failure;

    Job(int tasks, IntConsumer task) {
      this.tasks = tasks;
      this.task = task;
    }

    void work() {
      for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
        try {
          task.accept(i);
        } catch (RuntimeException | Error e) {
          failure = e;
        } finally {
          if (done.incrementAndGet() == tasks) {
            LockSupport.unpark(caller);
          }
        }
      }
    }

    void await() {
      long start = System.nanoTime();
      while (done.get() < tasks) {
        if (System.nanoTime() - start < SPIN_NANOS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      if (failure instanceof RuntimeException e) {
        throw e;
      } else if (failure instanceof Error e) {
        throw e;
      }
    }
  }

  private final class Worker extends Thread {
    private volatile Job job;

    Worker(String name) {
      super(name);
      setDaemon(true);
    }

    void take(Job newJob) {
      job = newJob;
      LockSupport.unpark(this);
    }

    @Override
    public void run() {
      nativeOps.setOmpNumThreads(1);
      while (true) {
        Job current = awaitJob();
        current.work();
      }
    }

    private Job awaitJob() {
      long start = System.nanoTime();
      while (true) {
        Job current = job;
        if (current != null) {
          job = null;
          return current;
        } else if (System.nanoTime() - start < SPIN_NANOS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
    }
  }
}
