package unroll.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import unroll.Eventually;

/** A server, and requests to it over real sockets. */
public final class ServedHttp implements AutoCloseable {
  private static final ServeLimits USUAL = new ServeLimits(2, 64, 100_000, 100_000);

  private static final Pattern LENGTH = Pattern.compile("Content-length: (\\d+)");

  private final Server server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  public ServedHttp(List<Path> runs, Optional<String> token, ServeLimits limits)
      throws IOException {
    server = new Server(runs, new InetSocketAddress("127.0.0.1", 0), token, limits, log::add);
  }

  public static ServedHttp of(Path... runs) throws IOException {
    return new ServedHttp(List.of(runs), Optional.empty(), USUAL);
  }

  static ServedHttp withToken(String token, Path... runs) throws IOException {
    return new ServedHttp(List.of(runs), Optional.of(token), USUAL);
  }

  int port() {
    return server.port();
  }

  /** Of the page. */
  public String address() {
    return "http://127.0.0.1:" + port() + "/";
  }

  /** Lines about faults of the server. */
  public List<String> log() {
    return List.copyOf(log);
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send(to(path));
  }

  HttpResponse<String> post(String path, String json) {
    return send(
        to(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  HttpResponse<String> upload(String path, String type, byte[] file) {
    return send(
        to(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(file)));
  }

  /** What the server sends back for these very bytes: one answer, head and body. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      StringBuilder answer = new StringBuilder();
      InputStream in = socket.getInputStream();
      int next = in.read();
      while (next >= 0 && answer.indexOf("\r\n\r\n") < 0) {
        answer.append((char) next);
        next = answer.indexOf("\r\n\r\n") < 0 ? in.read() : next;
      }
      Matcher length = LENGTH.matcher(answer);
      int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
      return answer + new String(in.readNBytes(body), StandardCharsets.UTF_8);
    }
  }

  /** Of any server of this process. */
  static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .count();
  }

  /** A pool has ended a little before the last of its threads. */
  public static void requireNoThreads(String name) {
    Eventually.require("threads end: " + name, () -> threads(name) == 0);
  }

  static JsonNode json(HttpResponse<String> response) {
    return json(response.body());
  }

  static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  static void requireRefused(int status, String error, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(1, json(response).size());
    assertEquals(error, json(response).get("error").asText());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
