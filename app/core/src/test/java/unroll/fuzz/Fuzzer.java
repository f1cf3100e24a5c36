package unroll.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import unroll.config.ConfigException;

/**
 * Gives a family many inputs. Each of them is read to an answer or to one clear line, within two
 * seconds and bounded memory, and nothing is written outside the family's folder.
 *
 * @param seed input i follows from {@code seed + i} alone
 * @param count how many inputs
 */
record Fuzzer(long seed, int count) {
  private static final long LIMIT_SECONDS = 2;

  /** A machine that does something else for a moment is no hang. */
  private static final int PATIENCE = 5;

  private static final long MOST_BYTES = 512L << 20;
  private static final int LONGEST_MESSAGE = 5000;
  private static final int MOST_FAULTS = 20;

  /**
   * What became of the inputs.
   *
   * @param read how many were read as if they were good
   * @param slowest nanoseconds of the slowest
   * @param largest bytes that Java made for the largest
   */
  record Report(int read, int refused, long slowest, long largest, List<String> faults) {}

  /**
   * @param root a folder for this family alone
   */
  Report run(FuzzFamily.Maker maker, Path root) throws IOException {
    Path inside = Files.createDirectory(root.resolve("inside"));
    FuzzFamily family = maker.in(inside);
    List<String> before = tree(root);
    ExecutorService reader =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "fuzz");
              thread.setDaemon(true);
              return thread;
            });
    try {
      Report report = read(family, reader);
      List<String> after = tree(root);
      after.removeAll(before);
      after.removeIf(name -> name.startsWith("inside/input"));
      if (!after.isEmpty()) {
        report.faults().add("written: " + after);
      }
      return report;
    } finally {
      reader.shutdownNow();
    }
  }

  private Report read(FuzzFamily family, ExecutorService reader) {
    List<String> faults = new ArrayList<>();
    for (byte[] good : family.seeds()) {
      Throwable thrown = read(family, good).thrown();
      if (thrown != null) {
        faults.add("refuses a good input: " + thrown + ": " + shown(good));
      }
    }
    int read = 0;
    long slowest = 0;
    long largest = 0;
    for (int i = 0; i < count && faults.size() < MOST_FAULTS; i++) {
      byte[] input = family.input(new Random(seed + i));
      Future<Outcome> reading = reader.submit(() -> read(family, input));
      try {
        Outcome outcome = reading.get(LIMIT_SECONDS * PATIENCE, TimeUnit.SECONDS);
        read += outcome.thrown() == null ? 1 : 0;
        slowest = Math.max(slowest, outcome.nanoseconds());
        largest = Math.max(largest, outcome.bytes());
        String fault = fault(family, outcome);
        if (fault != null) {
          faults.add("seed %d: %s: %s".formatted(seed + i, fault, shown(input)));
        }
      } catch (TimeoutException e) {
        faults.add("seed %d: hangs at %s: %s".formatted(seed + i, stack(), shown(input)));
        return new Report(read, i - read, slowest, largest, faults);
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    return new Report(read, count - read, slowest, largest, faults);
  }

  /** How an input was read. */
  private record Outcome(Throwable thrown, long nanoseconds, long bytes) {}

  private static Outcome read(FuzzFamily family, byte[] input) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long start = threads.getCurrentThreadCpuTime();
    Throwable thrown = null;
    try {
      family.read(input);
    } catch (Throwable e) {
      thrown = e;
    }
    return new Outcome(
        thrown,
        threads.getCurrentThreadCpuTime() - start,
        threads.getCurrentThreadAllocatedBytes() - bytes);
  }

  private static String fault(FuzzFamily family, Outcome outcome) {
    Throwable thrown = outcome.thrown();
    if (thrown != null && !family.isAnswer(thrown)) {
      return "throws " + thrown + " at " + Arrays.stream(thrown.getStackTrace()).limit(12).toList();
    } else if (thrown != null && !isClear(thrown)) {
      return "unclear: " + thrown.getMessage();
    } else if (outcome.nanoseconds() > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
      return "takes " + outcome.nanoseconds() / 1_000_000 + " ms";
    } else if (outcome.bytes() > MOST_BYTES) {
      return "makes " + outcome.bytes() + " bytes";
    }
    return null;
  }

  /** One line, but for configurations, all of whose mistakes are told at once. */
  private static boolean isClear(Throwable thrown) {
    String message = thrown.getMessage();
    return thrown instanceof ConfigException
        || message != null
            && !message.isBlank()
            && message.length() <= LONGEST_MESSAGE
            && message.indexOf('\n') < 0;
  }

  private static String stack() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey().getName().equals("fuzz"))
        .map(entry -> Arrays.stream(entry.getValue()).limit(20).toList().toString())
        .findFirst()
        .orElse("nowhere");
  }

  private static String shown(byte[] input) {
    byte[] start = Arrays.copyOf(input, Math.min(input.length, 100));
    return input.length + " bytes, " + HexFormat.of().formatHex(start);
  }

  private static List<String> tree(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return new ArrayList<>(files.map(file -> root.relativize(file).toString()).toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
