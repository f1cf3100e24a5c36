package unroll.spark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A process that was started, such as a driver's.
 *
 * @param log where its output goes
 * @param elsewhere what other processes said, for a message
 */
record StartedProcess(Process process, Path log, Supplier<String> elsewhere) {
  private static final long MINUTES = 8;

  static void kill(ProcessHandle process) throws IOException, InterruptedException {
    signal("-KILL", process);
  }

  private static void signal(String signal, ProcessHandle process)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().waitFor();
  }

  void kill() throws IOException, InterruptedException {
    kill(process.toHandle());
  }

  /** As Ctrl-C does. */
  void interrupt() throws IOException, InterruptedException {
    signal("-INT", process.toHandle());
  }

  /** Waits until something has come about while it runs. */
  void awaitThat(BooleanSupplier condition) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
    while (!condition.getAsBoolean()) {
      boolean isInTime = process.isAlive() && System.nanoTime() - end < 0;
      String said = isInTime ? "" : Files.readString(log);
      assertTrue(isInTime, () -> "ended, or never came so far\n" + said + elsewhere.get());
      Thread.sleep(20);
    }
  }

  /** Waits for its end, which must be with an exit code. */
  void await(int code) throws IOException, InterruptedException {
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();
    String said = Files.readString(log);
    assertTrue(ended && process.exitValue() == code, () -> said + elsewhere.get());
  }
}
