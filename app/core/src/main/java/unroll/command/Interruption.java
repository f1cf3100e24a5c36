package unroll.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/**
 * Ctrl-C as a question that long work asks itself. The Java machine is held open until the work has
 * kept its state and said so.
 */
public final class Interruption {
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean requested;
  private volatile boolean watched;

  private Interruption() {}

  /** Never requested unless {@link #request} is called. */
  public static Interruption manual() {
    return new Interruption();
  }

  /** Requested when the process is told to end (SIGINT, SIGTERM). */
  public static Interruption onShutdown() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::requestAndWait, "interruption"));
    return interruption;
  }

  /** Whoever asks is from then on waited for. */
  public boolean isRequested() {
    watched = true;
    return requested;
  }

  public void request() {
    requested = true;
  }

  /** Says that nothing is left to be kept. */
  public void release() {
    released.countDown();
  }

  private void requestAndWait() {
    request();
    if (!watched) {
      return;
    }
    try {
      released.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Hands the interruption to the commands that ask for it in their constructor. */
  public static final class Factory implements CommandLine.IFactory {
    private final Interruption interruption;

    public Factory(Interruption interruption) {
      this.interruption = interruption;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
      try {
        var constructor = type.getDeclaredConstructor(Interruption.class);
        return constructor.newInstance(interruption);
      } catch (NoSuchMethodException e) {
        return CommandLine.defaultFactory().create(type);
      }
    }
  }
}
