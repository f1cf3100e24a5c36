package unroll.data.text;

import java.text.Normalizer;
import unroll.config.UserException;

/** Text as every unit reads it: in normal form C and, if wanted, in small letters. */
public final class NormalForm {
  /** Normalizing takes time with the square of the marks in a row. */
  private static final int MOST_MARKS = 1000;

  private NormalForm() {}

  /**
   * @throws UserException if the text has half a surrogate pair or more than 1000 combining marks
   *     in a row
   */
  public static String of(String text, boolean lowercase) {
    check(text);
    String composed = compose(text);
    // A small letter may compose with a mark where the capital does not: J and caron.
    return lowercase ? compose(lowercase(composed)) : composed;
  }

  static String compose(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /** String.toLowerCase takes time with the square of the length on capital sigmas. */
  private static String lowercase(String text) {
    StringBuilder small = new StringBuilder(text.length());
    text.codePoints().map(Character::toLowerCase).forEach(small::appendCodePoint);
    return small.toString();
  }

  private static void check(String text) {
    int marks = 0;
    int codePoint;
    for (int at = 0; at < text.length(); at += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(at);
      marks = isMark(codePoint) ? marks + 1 : 0;
      if (Character.getType(codePoint) == Character.SURROGATE) {
        throw new UserException(
            "half a surrogate pair (U+%04X) at character %d of a text; expected whole characters"
                .formatted(codePoint, text.codePointCount(0, at) + 1));
      } else if (marks > MOST_MARKS) {
        throw new UserException(
            "more than %d combining marks in a row at character %d of a text; no script needs them"
                .formatted(MOST_MARKS, text.codePointCount(0, at) + 1));
      }
    }
  }

  static boolean isMark(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> false;
    };
  }
}
