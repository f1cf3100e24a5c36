package unroll.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on this machine whose answers, good and bad, a test lines up in advance. */
public final class PublishingServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<HttpHandler> answers;
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  public PublishingServer(HttpHandler... answers) throws IOException {
    this.answers = new ArrayDeque<>(List.of(answers));
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + path);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** What was asked for, as {@code ADDRESS RANGE}; the range is null where none was given. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(exchange.getRequestURI() + " " + range);
    HttpHandler next;
    synchronized (answers) {
      next = answers.isEmpty() ? status(404) : answers.remove();
    }
    try (exchange) {
      next.handle(exchange);
    }
  }

  /** All of the bytes, or those from where the request's range starts. */
  static HttpHandler content(byte[] bytes) {
    return exchange -> {
      String range = exchange.getRequestHeaders().getFirst("Range");
      int start = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
      if (start > 0) {
        String content = "bytes " + start + "-" + (bytes.length - 1) + "/" + bytes.length;
        exchange.getResponseHeaders().set("Content-Range", content);
      }
      exchange.sendResponseHeaders(start > 0 ? 206 : 200, bytes.length - start);
      exchange.getResponseBody().write(bytes, start, bytes.length - start);
    };
  }

  /** All of the bytes, whatever the range. */
  static HttpHandler contentWithoutRanges(byte[] bytes) {
    return exchange -> {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** The bytes in chunks, so that their number is not told in advance. */
  static HttpHandler contentOfUntoldLength(byte[] bytes) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** The first {@code sent} bytes, then, after {@code pause}, a cut connection. */
  static HttpHandler cutOff(byte[] bytes, int sent, Pause pause) {
    return exchange -> {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(Arrays.copyOf(bytes, sent));
      exchange.getResponseBody().flush();
      pause.await();
    };
  }

  static HttpHandler status(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  static HttpHandler redirect(String path) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", path);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  /** Something to wait for. */
  interface Pause {
    void await() throws IOException;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
