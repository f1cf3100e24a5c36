package unroll.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The body of a request, counted while it is read, whatever length it says it has. */
final class RequestBody {
  private static final int CHUNK = 1 << 14;

  private final HttpExchange exchange;

  RequestBody(HttpExchange exchange) {
    this.exchange = exchange;
  }

  /** The media type in lower case, without parameters; empty if none is given. */
  String mediaType() {
    String given =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
    return given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Copies the whole body.
   *
   * @throws HttpError 413 if it is longer than {@code most} bytes
   * @throws IOException if the client is gone or too slow
   */
  void copyTo(OutputStream out, long most) throws IOException {
    long declared = declared();
    if (declared > most) {
      throw tooLarge(most);
    }
    InputStream in = exchange.getRequestBody();
    byte[] chunk = new byte[CHUNK];
    long length = 0;
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      length += read;
      if (length > most) {
        throw tooLarge(most);
      }
      out.write(chunk, 0, read);
    }
    if (length < declared) {
      throw new EOFException("the client has gone before the end of the body");
    }
  }

  private long declared() {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    try {
      return length == null ? 0 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      throw new HttpError(400, "Content-Length: expected a number");
    }
  }

  private static HttpError tooLarge(long most) {
    return new HttpError(
        413,
        "the body is too large; expected at most %,d bytes".formatted(most),
        Map.of("Connection", "close"));
  }
}
