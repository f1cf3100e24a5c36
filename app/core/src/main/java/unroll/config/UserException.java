package unroll.config;

/**
 * A mistake in what the user gave: a configuration, an argument or a data file. The message is the
 * whole of what the user sees, so it names the place, what was expected and what was found.
 */
public class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserException(String message) {
    super(message);
  }

  public UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
