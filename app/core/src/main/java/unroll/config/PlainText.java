package unroll.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Text that may come from a stranger's file, as it can be shown: on one line, of bounded length,
 * and without characters that steer a terminal or turn the direction of writing.
 */
final class PlainText {
  private static final int START = 1500;
  private static final int END = 300;
  private static final String GAP = " ... ";
  private static final int MOST_LINES = 100;

  private PlainText() {}

  /** What stands in the middle of a long text is left out. */
  static String line(String text) {
    String whole = String.valueOf(text);
    String shortened =
        whole.length() <= START + END
            ? whole
            : whole.substring(0, START) + GAP + whole.substring(whole.length() - END);
    StringBuilder plain = new StringBuilder(shortened.length());
    shortened.codePoints().forEach(codePoint -> append(plain, codePoint));
    return plain.toString();
  }

  /** The first 100 lines. */
  static String lines(Iterable<String> lines) {
    List<String> plain = new ArrayList<>();
    int more = 0;
    for (String line : lines) {
      if (plain.size() < MOST_LINES) {
        plain.add(line(line));
      } else {
        more++;
      }
    }
    if (more > 0) {
      plain.add("and %,d more".formatted(more));
    }
    return String.join("\n", plain);
  }

  private static void append(StringBuilder plain, int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          plain.append("\\u%04x".formatted(codePoint));
      default -> plain.appendCodePoint(codePoint);
    }
  }
}
