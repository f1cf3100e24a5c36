package unroll.bench.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Asks for texts until a moment, each time with another of a few seeds. */
final class Visitor extends Thread {
  private static final int SEEDS = 200;
  private static final int LENGTH = 200;
  private static final int OK = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HttpClient client;
  private final URI address;
  private final int number;
  private final Map<Long, String> texts;
  private final long end;
  private final LongStream.Builder nanos = LongStream.builder();
  private volatile int answers;
  private volatile int errors;
  private String firstError;

  /**
   * @param address that writes texts
   * @param number among the visitors
   * @param texts what was answered for a seed, to anyone; the same seed must be answered the same
   * @param end of System.nanoTime
   */
  Visitor(HttpClient client, URI address, int number, Map<Long, String> texts, long end) {
    super("visitor-" + number);
    this.client = client;
    this.address = address;
    this.number = number;
    this.texts = texts;
    this.end = end;
  }

  @Override
  public void run() {
    try {
      for (long round = number; System.nanoTime() < end; round++) {
        visit(round % SEEDS);
      }
    } catch (InterruptedException e) {
      note("interrupted");
    }
  }

  private void visit(long seed) throws InterruptedException {
    long before = System.nanoTime();
    try {
      HttpResponse<String> answer = ask(seed);
      if (answer.statusCode() != OK) {
        note(answer.statusCode() + " " + answer.body());
        return;
      }
      nanos.add(System.nanoTime() - before);
      answers++;
      String first = texts.putIfAbsent(seed, answer.body());
      if (first != null && !first.equals(answer.body())) {
        note("seed " + seed + " was answered in two ways");
      }
    } catch (IOException e) {
      note(e.toString());
    }
  }

  private HttpResponse<String> ask(long seed) throws IOException, InterruptedException {
    String body = "{\"length\": %d, \"temperature\": 0.8, \"seed\": %d}".formatted(LENGTH, seed);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private void note(String error) {
    errors++;
    if (firstError == null) {
      firstError = error;
    }
  }

  int answers() {
    return answers;
  }

  int errors() {
    return errors;
  }

  /** After the end. */
  Optional<String> firstError() {
    return Optional.ofNullable(firstError);
  }

  /** How long every answer took; once, after the end. */
  LongStream nanos() {
    return nanos.build();
  }
}
