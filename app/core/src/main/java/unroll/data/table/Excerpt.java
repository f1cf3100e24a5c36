package unroll.data.table;

import java.util.Collection;
import java.util.stream.Collectors;
import unroll.config.Words;

/** Text out of a file as a message can show it: short, and on one line. */
final class Excerpt {
  private static final int LONGEST = 60;
  private static final int MOST_SHOWN = 20;

  private Excerpt() {}

  static String quoted(String text) {
    return "'" + of(text) + "'";
  }

  static String of(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(
            symbol -> {
              if (isVisible(symbol)) {
                shown.appendCodePoint(symbol);
              } else {
                shown.append("\\u%04x".formatted(symbol));
              }
            });
    boolean whole = text.codePoints().skip(LONGEST).findAny().isEmpty();
    return whole ? shown.toString() : shown.append("...").toString();
  }

  /** The end of a message about a wrong word: the nearest valid one, and those that are valid. */
  static String hint(String word, Collection<String> valid) {
    String near =
        Words.nearest(word, valid).map(found -> "did you mean " + of(found) + "?").orElse("");
    int more = valid.size() - MOST_SHOWN;
    if (more > 0 && !near.isEmpty()) {
      return near;
    }
    String shown =
        valid.stream().limit(MOST_SHOWN).map(Excerpt::of).collect(Collectors.joining(", "));
    return (near + " expected " + shown + (more > 0 ? " or one of " + more + " more" : "")).strip();
  }

  private static boolean isVisible(int symbol) {
    return switch (Character.getType(symbol)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
