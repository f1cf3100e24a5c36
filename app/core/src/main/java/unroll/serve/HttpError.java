package unroll.serve;

import java.util.Map;

/** A request that is not answered: its status, and why in one line. */
final class HttpError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Map<String, String> headers;

  HttpError(int status, String message) {
    this(status, message, Map.of());
  }

  /**
   * @param headers of the answer, by name
   */
  HttpError(int status, String message, Map<String, String> headers) {
    // Without a stack trace, so that a flood of refused requests stays cheap.
    super(message, null, false, false);
    this.status = status;
    this.headers = headers;
  }

  /** Too much is going on; the client may come again. */
  static HttpError busy(String message) {
    return new HttpError(503, message, Map.of("Retry-After", "2"));
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }
}
