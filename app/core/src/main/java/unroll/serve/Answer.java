package unroll.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;

/** What goes back to a client. */
record Answer(int status, String type, byte[] body, Map<String, String> headers) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What Java's server takes for an answer without a body. */
  private static final int NO_BODY = -1;

  /** HTML whose own policy says what it may load. */
  static Answer page(byte[] html) {
    return new Answer(
        200,
        "text/html; charset=utf-8",
        html,
        Map.of("Content-Security-Policy", "frame-ancestors 'none'"));
  }

  /** JSON as it stands. */
  static Answer encoded(byte[] json) {
    return new Answer(200, "application/json", json, Map.of());
  }

  /**
   * @param value maps, lists, texts and finite numbers
   */
  static Answer json(Object value) {
    return json(200, value, Map.of());
  }

  static Answer error(HttpError error) {
    String line = error.getMessage().replaceAll("\\R", " ");
    return json(error.status(), Map.of("error", line), error.headers());
  }

  private static Answer json(int status, Object value, Map<String, String> headers) {
    try {
      return new Answer(status, "application/json", JSON.writeValueAsBytes(value), headers);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer is no JSON", e);
    }
  }

  void send(HttpExchange exchange) throws IOException {
    Headers sent = exchange.getResponseHeaders();
    sent.set("Content-Type", type);
    sent.set("Cache-Control", "no-store");
    sent.set("X-Content-Type-Options", "nosniff");
    sent.set("X-Frame-Options", "DENY");
    sent.set("Referrer-Policy", "no-referrer");
    sent.set("Cross-Origin-Resource-Policy", "same-origin");
    sent.set("Cross-Origin-Opener-Policy", "same-origin");
    sent.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    headers.forEach(sent::set);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, NO_BODY);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
