package unroll.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.serve.ServedHttp.json;
import static unroll.serve.ServedHttp.requireRefused;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server does not answer, and how it says so. */
class ServerRefusalTest {
  private static final String TOKEN = "a-token-of-the-tests";
  private static final String GENERATE = "/api/runs/hello/generate";

  private static ServedHttp served;

  @BeforeAll
  static void start() throws IOException {
    served = ServedHttp.of(TrainedRuns.hello(), TrainedRuns.reviews());
  }

  @AfterAll
  static void end() throws IOException {
    served.close();
  }

  @Test
  void withoutTheTokenNothingOfTheRunsIsTold() throws IOException {
    try (ServedHttp closed = ServedHttp.withToken(TOKEN, TrainedRuns.hello())) {
      for (String path : List.of("/api/runs", "/api/runs/hello/curves", "/api/no", "/no")) {
        HttpResponse<String> refused = closed.get(path);
        requireRefused(
            401, "expected the token of this server: Authorization: Bearer TOKEN", refused);
        assertEquals("Bearer", refused.headers().firstValue("WWW-Authenticate").orElseThrow());
      }
      for (String wrong : List.of("Bearer", "Bearer " + TOKEN + "x", TOKEN, "Basic " + TOKEN)) {
        HttpRequest.Builder request = closed.to("/api/runs").header("Authorization", wrong);
        assertEquals(401, closed.send(request).statusCode(), wrong);
      }
      HttpRequest.Builder right = closed.to("/api/runs").header("Authorization", "Bearer " + TOKEN);
      assertEquals(200, closed.send(right).statusCode());
      assertEquals(200, closed.get("/").statusCode());
      assertFalse(closed.get("/").body().contains("hello"), "the page names no run");
      assertEquals(200, closed.get("/api/openapi.json").statusCode());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"prompt\": \"h\",}|not JSON, line 1: Unexpected character ('}' (code 125)): was"
            + " expecting double-quote to start field name",
        "[]|expected a JSON object",
        "''|expected a JSON object",
        "{} {}|expected one JSON object, found more after it",
        "{\"promt\": \"h\"}|unknown key promt; did you mean prompt? expected prompt, length,"
            + " temperature, top-k, seed",
        "{\"prompt\": 1}|prompt: expected a text, found 1",
        "{\"length\": 2001}|length: expected a whole number from 0 to 2000, found 2001",
        "{\"length\": 1.5}|length: expected a whole number from 0 to 2000, found 1.5",
        "{\"temperature\": -1}|temperature: expected a number from 0.0 to 100.0, found -1",
        "{\"temperature\": \"NaN\"}|temperature: expected a number from 0.0 to 100.0, found"
            + " \"NaN\"",
        "{\"top-k\": -1}|top-k: expected a whole number from 0 to 2147483647, found -1",
        "{\"prompt\": \"hex\"}|prompt: the character x (U+0078) is not in the model's vocabulary"
      })
  void aWrongBodyIsSaidInALine(String body, String error) {
    requireRefused(400, error, served.post(GENERATE, body));
  }

  @Test
  void whatIsNotUtf8OrTooDeepOrDoubleIsRefused() {
    byte[] malformed = "{\"prompt\": \"?\"}".getBytes();
    malformed[12] = (byte) 0xFF;
    requireRefused(400, "not UTF-8 text", served.upload(GENERATE, "application/json", malformed));
    assertEquals(400, served.post(GENERATE, "[".repeat(100_000)).statusCode());
    assertEquals(400, served.post(GENERATE, "{\"seed\": 1, \"seed\": 2}").statusCode());
    requireRefused(
        400,
        "prompt: 2,001 characters; expected at most 2,000",
        served.post(GENERATE, "{\"prompt\": \"" + "h".repeat(2001) + "\"}"));
  }

  @Test
  void anotherMediaTypeIsRefused() {
    requireRefused(
        415,
        "expected Content-Type: application/json",
        served.upload(GENERATE, "text/plain", new byte[2]));
    requireRefused(
        415,
        "expected Content-Type: application/json",
        served.upload("/api/runs/hello/predict", "image/png", new byte[2]));
  }

  @Test
  void aBodyThatSaysItIsTooLargeIsNotRead() throws IOException {
    String answer =
        served.raw(
            "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n"
                .formatted(GENERATE, served.port()));
    assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
  }

  @Test
  void aBodyWithoutALengthIsCounted() throws IOException {
    String chunk = "10000\r\n" + " ".repeat(1 << 16) + "\r\n";
    String head =
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
            .formatted(GENERATE, served.port());
    String tooLarge = served.raw(head + chunk.repeat(16) + "1\r\n \r\n0\r\n\r\n");
    assertTrue(tooLarge.startsWith("HTTP/1.1 413 "), tooLarge);
    assertTrue(tooLarge.endsWith("expected at most 1,048,576 bytes\"}"), tooLarge);
    String largest =
        served.raw(
            head + chunk.repeat(15) + "fff0\r\n" + " ".repeat(0xfff0) + "\r\n2\r\n{}\r\n0\r\n\r\n");
    assertTrue(largest.startsWith("HTTP/1.1 200 "), largest);
  }

  @Test
  void aQuestionForAnotherTaskIsRefused() {
    requireRefused(
        409,
        "needs the run of a character language model",
        served.post("/api/runs/reviews/generate", "{}"));
    requireRefused(
        409,
        "needs the run of a sentiment classification",
        served.post("/api/runs/hello/steps", "{\"text\": \"h\"}"));
    requireRefused(
        409,
        "alignment: needs the run of a translation with an attention",
        served.post("/api/runs/reviews/predict", "{\"input\": \"good\", \"alignment\": true}"));
    requireRefused(
        400,
        "alignment: expected true or false, found 1",
        served.post("/api/runs/reviews/predict", "{\"input\": \"good\", \"alignment\": 1}"));
  }

  @Test
  void aRunWithoutAModelHasCurvesAndNoAnswers(@TempDir Path folder) throws IOException {
    Path run = TrainedRuns.young(folder);
    try (ServedHttp young = ServedHttp.of(run)) {
      requireRefused(409, "the run has no model yet", young.post("/api/runs/young/generate", "{}"));
      assertEquals("[]", json(young.get("/api/runs/young/curves")).get("rows").toString());
      assertTrue(json(young.get("/api/runs")).at("/runs/0/training").asBoolean());
      Files.writeString(run.resolve("model.zip"), "no model");
      HttpResponse<String> damaged = young.post("/api/runs/young/generate", "{}");
      assertEquals(500, damaged.statusCode());
      assertFalse(damaged.body().contains(folder.toString()), damaged.body());
    }
  }

  @Test
  void aRunIsCalledByItsNameHoweverItsFolderWasGiven(@TempDir Path folder) throws IOException {
    Path run = TrainedRuns.young(folder);
    Files.writeString(run.resolve("model.zip"), "no model");
    try (ServedHttp young = ServedHttp.of(run.resolve("."))) {
      String error = json(young.post("/api/runs/young/generate", "{}")).get("error").asText();
      assertTrue(error.startsWith("the run cannot be read: young/model.zip: "), error);
    }
  }

  @Test
  void tooManyRequestsOfOneClientAreToldToComeAgain() throws IOException {
    try (ServedHttp slow =
        new ServedHttp(
            List.of(TrainedRuns.hello()), Optional.empty(), new ServeLimits(1, 1, 1, 3))) {
      HttpResponse<String> last = slow.get("/api/runs");
      // On a busy machine some are allowed meanwhile.
      for (int request = 1; request < 3 || (last.statusCode() == 200 && request < 100); request++) {
        assertEquals(200, last.statusCode());
        last = slow.get("/api/runs");
      }
      requireRefused(429, "too many requests; at most 1 a second", last);
      assertEquals("1", last.headers().firstValue("Retry-After").orElseThrow());
    }
  }

  @Test
  void moreThanCanWaitAreToldToComeAgain() throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    try (Workers workers = new Workers(1, 1)) {
      List<Thread> visitors = new ArrayList<>();
      for (int visitor = 0; visitor < 2; visitor++) {
        Thread thread = new Thread(() -> workers.compute(() -> hold(busy, done)));
        thread.start();
        visitors.add(thread);
        busy.await();
      }
      HttpError refused = null;
      for (int attempt = 0; attempt < 100 && refused == null; attempt++) {
        Thread.sleep(10);
        refused = refusal(workers);
      }
      assertEquals(503, refused.status());
      assertEquals("2", refused.headers().get("Retry-After"));
      done.countDown();
      for (Thread visitor : visitors) {
        visitor.join();
      }
    }
  }

  private static int hold(CountDownLatch busy, CountDownLatch done) throws InterruptedException {
    busy.countDown();
    done.await();
    return 0;
  }

  /** Takes the place that waits, or finds it taken. */
  private static HttpError refusal(Workers workers) {
    HttpError[] refused = new HttpError[1];
    Thread visitor =
        new Thread(
            () -> {
              try {
                workers.compute(() -> 0);
              } catch (HttpError e) {
                refused[0] = e;
              }
            });
    visitor.start();
    try {
      visitor.join(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return refused[0];
  }

  @Test
  void everyAnswerSaysWhatABrowserMayDoWithIt() {
    for (String path : List.of("/", "/api/runs", "/no")) {
      var headers = served.get(path).headers();
      assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElseThrow());
      assertEquals("no-referrer", headers.firstValue("Referrer-Policy").orElseThrow());
      assertEquals("no-store", headers.firstValue("Cache-Control").orElseThrow());
      String policy = headers.firstValue("Content-Security-Policy").orElseThrow();
      assertTrue(policy.contains("frame-ancestors 'none'"), policy);
      assertTrue(headers.firstValue("Access-Control-Allow-Origin").isEmpty());
    }
    assertTrue(served.get("/").body().contains("default-src 'none'; connect-src 'self';"));
  }
}
