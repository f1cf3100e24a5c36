package unroll.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.serve.ServedHttp.requireRefused;

import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are let in at all: by their host, method and address. */
class ServerAddressTest {
  private static ServedHttp served;

  @BeforeAll
  static void start() throws IOException {
    served = ServedHttp.of(TrainedRuns.hello(), TrainedRuns.reviews());
  }

  @AfterAll
  static void end() throws IOException {
    served.close();
  }

  private static String rawGet(String headers) throws IOException {
    return served.raw("GET /api/runs HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "127.0.0.1", "127.0.0.1:1", "localhost:1", ""})
  void anotherHostIsRefused(String host) throws IOException {
    String answer = rawGet("Host: " + host + "\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
    assertTrue(answer.endsWith("{\"error\":\"this server has another Host name\"}"), answer);
  }

  @Test
  void noHostAndTwoHostsAreRefused() throws IOException {
    String own = "Host: 127.0.0.1:" + served.port() + "\r\n";
    assertTrue(rawGet("").startsWith("HTTP/1.1 400 "));
    assertTrue(rawGet(own + "Host: evil.example\r\n").startsWith("HTTP/1.1 400 "));
    assertTrue(rawGet(own).startsWith("HTTP/1.1 200 "));
    assertTrue(rawGet("Host: LocalHost:" + served.port() + "\r\n").startsWith("HTTP/1.1 200 "));
  }

  @Test
  void anotherPagesOriginIsRefused() throws IOException {
    String own = "127.0.0.1:" + served.port();
    for (String origin :
        List.of("http://evil.example", "null", "https://" + own, "http://" + own + ".x")) {
      String answer = rawGet("Host: " + own + "\r\nOrigin: " + origin + "\r\n");
      assertTrue(answer.startsWith("HTTP/1.1 403 "), origin + ": " + answer);
    }
    assertTrue(
        rawGet("Host: " + own + "\r\nOrigin: http://" + own + "\r\n").startsWith("HTTP/1.1 200 "));
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /api/runs, GET",
    "POST, /, GET",
    "PUT, /api/runs/hello/predict, POST",
    "GET, /api/runs/hello/generate, POST",
    "POST, /api/runs/hello/curves, GET",
    "OPTIONS, /api/openapi.json, GET"
  })
  void anotherMethodIsRefused(String method, String path, String expected) {
    HttpResponse<String> response =
        served.send(served.to(path).method(method, HttpRequest.BodyPublishers.noBody()));
    requireRefused(405, "expected " + expected, response);
    assertEquals(expected, response.headers().firstValue("Allow").orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "/api/runs/helo/curves, 'no run of this name; did you mean hello? expected hello, reviews'",
    "/api/runs/..%2F..%2Fetc/curves, 'no run of this name; expected hello, reviews'",
    "/api/runs/hello/model.zip, 'no such address; /api/openapi.json describes all of them'",
    "/api/runs/hello, 'no such address; /api/openapi.json describes all of them'",
    "/config.yaml, 'no such address; /api/openapi.json describes all of them'"
  })
  void whatIsNotThereIsSaidInALine(String path, String error) {
    requireRefused(404, error, served.get(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../etc/passwd",
        "/api/runs/../../../etc/passwd",
        "/api/runs/hello/../../../../etc/passwd",
        "/api/runs/%2e%2e/curves",
        "/api/runs/../curves",
        "/api/runs/hello%2F..%2Freviews/curves",
        "/api/runs/%252e%252e%252fhello/curves",
        "/api/runs/hello%00/curves",
        "/api/runs/hello/..%2Fmodel.zip",
        "//etc/passwd",
        "/api//runs/..;/hello/curves"
      })
  void aPathLeadsNowhereElse(String path) throws IOException {
    String answer =
        served.raw(
            "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n"
                .formatted(path, served.port()));
    assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
    assertFalse(answer.contains("root:"), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET http://evil.example/api/runs HTTP/1.1",
        "TRACE /api/runs HTTP/1.1",
        "HEAD /api/runs HTTP/1.1",
        "CONNECT evil.example:443 HTTP/1.1",
        "GET",
        "nonsense"
      })
  void aRequestOfAnotherKindGetsNothingOfTheRuns(String first) throws IOException {
    String answer =
        served.raw(
            "%s\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n"
                .formatted(first, served.port()));
    assertFalse(answer.contains("has-model"), answer);
    assertFalse(answer.contains("xception"), answer);
    assertEquals(200, served.get("/api/runs").statusCode());
  }

  @Test
  void headersWithoutAnEndAreCutOff() throws IOException {
    StringBuilder request =
        new StringBuilder("GET /api/runs HTTP/1.1\r\nHost: 127.0.0.1:" + served.port() + "\r\n");
    for (int header = 0; header < 100; header++) {
      request.append("X-").append(header).append(": ").append("x".repeat(1000)).append("\r\n");
    }
    String answer;
    try {
      answer = served.raw(request + "\r\n");
    } catch (SocketException e) {
      answer = "";
    }
    assertFalse(answer.startsWith("HTTP/1.1 200 "), answer);
    assertEquals(200, served.get("/api/runs").statusCode());
  }

  @Test
  void anAddressThatIsNotPercentEncodedIsRefused() throws IOException {
    String host = " HTTP/1.1\r\nHost: 127.0.0.1:" + served.port() + "\r\nConnection: close\r\n\r\n";
    String answer = served.raw("GET /api/runs/%zz/curves" + host);
    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    assertEquals(400, served.get("/api/runs/hello/curves?after=x").statusCode());
  }
}
