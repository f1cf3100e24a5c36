package unroll.notebook;

import java.util.List;
import java.util.Locale;

/** An SVG document that grows element by element; lengths are pixels from the upper left. */
final class Svg {
  static final String TEXT = "#1b1f24";
  static final String MUTED = "#57606a";
  static final String LINE = "#c6ccd3";
  static final String RAISED = "#f4f6f8";

  /** The palette of the suite's pages. */
  static final List<String> SERIES =
      List.of("#0072b2", "#d55e00", "#00805d", "#b0558a", "#a86f00", "#2a8abf", "#857a00");

  private static final int[] LOW = {0, 90, 181};
  private static final int[] HIGH = {220, 98, 0};
  private static final int WHITE = 255;

  /** Texts stay readable on it. */
  private static final double STRONGEST = 0.6;

  /** Where a text ends that begins, or stands in the middle, at a point. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  private final double width;
  private final double height;
  private final StringBuilder elements = new StringBuilder();

  Svg(double width, double height) {
    this.width = width;
    this.height = height;
  }

  Svg rectangle(double x, double y, double wide, double high, String fill, String stroke) {
    return add(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\" fill=\"%s\""
            + " stroke=\"%s\"/>",
        x, y, wide, high, fill, stroke);
  }

  Svg line(double x1, double y1, double x2, double y2, String color) {
    return add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
        x1, y1, x2, y2, color);
  }

  /** A line that goes along one axis, with a head where it ends. */
  Svg arrow(double x1, double y1, double x2, double y2, String color) {
    double length = Math.hypot(x2 - x1, y2 - y1);
    double along = (x2 - x1) / length;
    double across = (y2 - y1) / length;
    line(x1, y1, x2, y2, color);
    return add(
        "<path d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fZ\" fill=\"%s\"/>",
        x2,
        y2,
        x2 - 6 * along - 3 * across,
        y2 - 6 * across + 3 * along,
        x2 - 6 * along + 3 * across,
        y2 - 6 * across - 3 * along,
        color);
  }

  Svg path(double[] x, double[] y, String color) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < x.length; i++) {
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x[i], y[i]));
    }
    return add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
        points.toString().strip(), color);
  }

  Svg text(double x, double y, Anchor anchor, int size, String color, String text) {
    return add(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\" fill=\"%s\">%s</text>",
        x, y, anchor.name().toLowerCase(Locale.ROOT), size, color, escape(text));
  }

  /** A text that is read from below, its middle at a point. */
  Svg upwards(double x, double y, int size, String color, String text) {
    return add(
        "<text transform=\"translate(%.1f %.1f) rotate(-90)\" text-anchor=\"middle\""
            + " font-size=\"%d\" fill=\"%s\">%s</text>",
        x, y, size, color, escape(text));
  }

  private Svg add(String format, Object... values) {
    elements.append(String.format(Locale.ROOT, format, values)).append('\n');
    return this;
  }

  /**
   * The color of a number: blue below zero, orange above, white at zero.
   *
   * @param value from -1 to 1; what is beyond counts as the end
   */
  static String diverging(double value) {
    int[] end = value < 0 ? LOW : HIGH;
    double share = Math.min(1, Math.abs(value)) * STRONGEST;
    int[] mixed = new int[end.length];
    for (int i = 0; i < end.length; i++) {
      mixed[i] = (int) Math.round(WHITE + share * (end[i] - WHITE));
    }
    return String.format("#%02x%02x%02x", mixed[0], mixed[1], mixed[2]);
  }

  /** About how wide a text is; letters of Korean are as wide as they are high. */
  static double widthOf(String text, int size) {
    return text.codePoints().mapToDouble(letter -> letter < 0x1100 ? 0.58 : 1).sum() * size;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public String toString() {
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0"
                + " %.0f %.0f\" xml:space=\"preserve\" font-family=\"sans-serif\">%n<rect"
                + " width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n",
            width,
            height,
            width,
            height)
        + elements
        + "</svg>";
  }
}
