package unroll.command;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import unroll.config.UserException;
import unroll.training.DivergedException;

/** What an error looks like to the user, and its exit code. */
public final class Failure {
  /** The run failed. */
  public static final int FAILED = 1;

  /** The user's input is wrong. */
  public static final int WRONG_INPUT = 2;

  /** The user ended it. */
  public static final int INTERRUPTED = 130;

  private Failure() {}

  /**
   * Prints an error.
   *
   * @param debug whether to show the stack trace too
   * @return the exit code
   */
  public static int report(Exception exception, boolean debug, PrintWriter err) {
    boolean mistake = exception instanceof UserException;
    boolean explained =
        mistake
            || exception instanceof UncheckedIOException
            || exception instanceof DivergedException;
    String message =
        explained
            ? exception.getMessage()
            : "internal error: " + exception + "\n(--debug shows the stack trace)";
    err.println(message);
    if (debug) {
      exception.printStackTrace(err);
    }
    err.flush();
    return mistake ? WRONG_INPUT : FAILED;
  }
}
