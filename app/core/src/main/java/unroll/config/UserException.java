package unroll.config;

/**
 * A mistake in what the user gave: a configuration, an argument or a data file. The message is the
 * whole of what the user sees, so it names the place, what was expected and what was found. It is
 * one line that can be printed, whatever a stranger's file had it say.
 */
public class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserException(String message) {
    this(message, null);
  }

  public UserException(String message, Throwable cause) {
    super(PlainText.line(message), cause);
  }

  /** For messages of several lines, each of them plain. */
  UserException(Iterable<String> lines) {
    super(PlainText.lines(lines), null);
  }
}
