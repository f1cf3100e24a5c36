package unroll.bench.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Visitors who sample from a character language model again and again, each as soon as it has its
 * answer, and the memory of the server between: run it with {@code java -cp ...
 * unroll.bench.load.ServeLoad RUN VISITORS MINUTES}. The server is a process of its own that gets
 * the options in UNROLL_JAVA_OPTIONS. Ends with 1 if a visitor was told anything but its text.
 */
public final class ServeLoad {
  private static final int REPORTS = 10;
  private static final double MEDIAN = 0.5;
  private static final double NEARLY_ALL = 0.99;
  private static final double NANOS_A_MILLISECOND = 1e6;

  private ServeLoad() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 3) {
      System.err.println("expected RUN VISITORS MINUTES");
      System.exit(2);
    }
    int visitors = Integer.parseInt(arguments[1]);
    long seconds = Math.round(60 * Double.parseDouble(arguments[2]));
    Path run = Path.of(arguments[0]).toAbsolutePath().normalize();
    boolean isSound;
    try (ServedProcess server = ServedProcess.start(run)) {
      isSound = report(load(server, run, visitors, seconds), seconds);
    }
    System.exit(isSound ? 0 : 1);
  }

  private static List<Visitor> load(ServedProcess server, Path run, int count, long seconds)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    URI address = server.address().resolve("/api/runs/" + run.getFileName() + "/generate");
    Map<Long, String> texts = new ConcurrentHashMap<>();
    List<Visitor> visitors = new ArrayList<>();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (int number = 0; number < count; number++) {
      Visitor visitor = new Visitor(client, address, number, texts, end);
      visitors.add(visitor);
      visitor.start();
    }
    for (int at = 1; at <= REPORTS; at++) {
      long moment = end - TimeUnit.SECONDS.toNanos(seconds) * (REPORTS - at) / REPORTS;
      TimeUnit.NANOSECONDS.sleep(Math.max(0, moment - System.nanoTime()));
      System.out.printf(
          "%,6d s: %,d answers, %,d errors, server resident %s, %s threads%n",
          seconds * at / REPORTS,
          visitors.stream().mapToInt(Visitor::answers).sum(),
          visitors.stream().mapToInt(Visitor::errors).sum(),
          server.status("VmRSS"),
          server.status("Threads"));
    }
    for (Visitor visitor : visitors) {
      visitor.join();
    }
    return visitors;
  }

  private static boolean report(List<Visitor> visitors, long seconds) {
    long[] nanos = visitors.stream().flatMapToLong(Visitor::nanos).sorted().toArray();
    int errors = visitors.stream().mapToInt(Visitor::errors).sum();
    visitors.stream()
        .flatMap(visitor -> visitor.firstError().stream())
        .limit(1)
        .forEach(System.out::println);
    if (nanos.length == 0) {
      System.out.println("no answer at all");
      return false;
    }
    System.out.printf(
        "%d visitors, %,d answers (%.1f a second), %,d errors; median %.1f ms, 99 %% %.1f ms,"
            + " longest %.1f ms, least of a visitor %,d%n",
        visitors.size(),
        nanos.length,
        (double) nanos.length / seconds,
        errors,
        quantile(nanos, MEDIAN),
        quantile(nanos, NEARLY_ALL),
        quantile(nanos, 1),
        Arrays.stream(visitors.stream().mapToInt(Visitor::answers).toArray()).min().orElse(0));
    return errors == 0;
  }

  /** The nearest rank, in milliseconds. */
  private static double quantile(long[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(rank, 1) - 1] / NANOS_A_MILLISECOND;
  }
}
