package unroll.command;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
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

  /** What to say when memory ends, Java's own or the native libraries'. */
  public static String outOfMemory(String detail) {
    return "out of memory (%s); smaller training.batch-size, training.sequence-length or network.units"
            .formatted(detail)
        + " need less";
  }

  /**
   * Prints an error.
   *
   * @param debug whether to show the stack trace too
   * @return the exit code
   */
  public static int report(Exception exception, boolean debug, PrintWriter err) {
    err.println(message(exception));
    if (debug) {
      exception.printStackTrace(err);
    }
    err.flush();
    return isMistake(exception) ? WRONG_INPUT : FAILED;
  }

  private static boolean isMistake(Exception exception) {
    return exception instanceof UserException || exception instanceof InvalidPathException;
  }

  private static String message(Exception exception) {
    String text = String.valueOf(exception.getMessage());
    if (exception instanceof InvalidPathException) {
      return "not a path on this system: " + text;
    } else if (isMistake(exception)
        || exception instanceof UncheckedIOException
        || exception instanceof DivergedException) {
      return text;
    } else if (text.contains("Allocation failed") || text.contains("bad_alloc")) {
      return outOfMemory(text);
    }
    return "internal error: " + exception + "\n(--debug shows the stack trace)";
  }
}
