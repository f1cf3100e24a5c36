package unroll.command;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * How far a training has come: on a terminal one line that is drawn over and over, elsewhere a
 * plain line every few seconds.
 */
public final class Progress {
  private static final int BAR = 20;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private final double secondsBetweenLines;
  private double lastShown;
  private double markSeconds;
  private long markSymbols;
  private double speed;
  private boolean speedIsKnown;
  private long newestSymbols;
  private boolean lineIsOpen;

  Progress(PrintWriter out, boolean terminal, double secondsBetweenLines) {
    this.out = out;
    this.terminal = terminal;
    this.secondsBetweenLines = secondsBetweenLines;
  }

  /** Draws on a terminal if the process has one. */
  public static Progress forTerminal(PrintWriter out) {
    // The launcher knows better: Java's console is about standard input and output, not errors.
    String told = System.getProperty("unroll.terminal");
    boolean terminal =
        (told != null ? Boolean.parseBoolean(told) : System.console() != null)
            && !"dumb".equals(System.getenv("TERM"));
    return new Progress(out, terminal, terminal ? 0.1 : 5);
  }

  /**
   * Shows the state, if it is time to.
   *
   * @param done share of the work done, 0 to 1
   * @param symbols labeled steps so far
   * @param seconds since the start
   */
  void show(double done, double loss, long symbols, double seconds) {
    newestSymbols = symbols;
    if (seconds - lastShown < secondsBetweenLines) {
      return;
    }
    measureSpeed(symbols, seconds);
    String numbers =
        String.format(
            Locale.ROOT,
            "%3.0f%%  loss %.4f  %,.0f symbols/s  %s left",
            done * 100,
            loss,
            speed,
            duration(seconds / Math.max(done, 1e-9) * (1 - done)));
    if (terminal) {
      int filled = (int) Math.round(done * BAR);
      out.print(ERASE_LINE + "[" + "=".repeat(filled) + " ".repeat(BAR - filled) + "] " + numbers);
      out.flush();
      lineIsOpen = true;
    } else {
      out.println(numbers.strip());
    }
    lastShown = seconds;
  }

  /** The speed of the last second or more; of the time so far in the first second. */
  private void measureSpeed(long symbols, double seconds) {
    double elapsed = seconds - markSeconds;
    boolean wholeSecond = elapsed >= 1;
    if (wholeSecond || !speedIsKnown) {
      speed = (symbols - markSymbols) / Math.max(elapsed, 1e-9);
    }
    if (wholeSecond) {
      speedIsKnown = true;
      markSeconds = seconds;
      markSymbols = symbols;
    }
  }

  /**
   * Goes on after a pause for other work, which must not count as slow training.
   *
   * @param seconds since the start, the evaluation included
   */
  void resume(double seconds) {
    markSeconds = seconds;
    markSymbols = newestSymbols;
    lastShown = seconds;
  }

  /** A training begins, at 0 seconds. */
  void begin() {
    lastShown = 0;
    markSeconds = 0;
    markSymbols = 0;
    speedIsKnown = false;
  }

  /** Makes room for other output. */
  void clear() {
    if (lineIsOpen) {
      out.print(ERASE_LINE);
      out.flush();
      lineIsOpen = false;
    }
  }

  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? "%d:%02d min".formatted(whole / 60, whole % 60)
        : "%d:%02d h".formatted(whole / 3600, whole / 60 % 60);
  }
}
