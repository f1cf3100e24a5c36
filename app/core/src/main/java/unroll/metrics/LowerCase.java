package unroll.metrics;

import java.util.Locale;

/**
 * Lower case by the Unicode Standard (section 3.13), whose one rule that looks around is about the
 * Greek sigma. {@link String#toLowerCase()} takes words for that rule otherwise, and time in
 * proportion to the square of a word with many sigmas.
 */
final class LowerCase {
  private static final char CAPITAL_SIGMA = 'Σ';
  private static final char SIGMA = 'σ';
  private static final char FINAL_SIGMA = 'ς';

  /** Punctuation within words (Word_Break MidLetter, MidNumLet and Single_Quote). */
  private static final String WITHIN_WORDS =
      "'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A";

  private LowerCase() {}

  static String of(String text) {
    StringBuilder sigmas = new StringBuilder(text);
    for (int at = text.indexOf(CAPITAL_SIGMA); at >= 0; at = text.indexOf(CAPITAL_SIGMA, at + 1)) {
      boolean isFinal = isCasedBefore(text, at) && !isCasedAfter(text, at);
      sigmas.setCharAt(at, isFinal ? FINAL_SIGMA : SIGMA);
    }
    return sigmas.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean isCasedBefore(String text, int end) {
    int at = end;
    while (at > 0 && isIgnorable(text.codePointBefore(at))) {
      at -= Character.charCount(text.codePointBefore(at));
    }
    return at > 0 && isCased(text.codePointBefore(at));
  }

  private static boolean isCasedAfter(String text, int sigma) {
    int at = sigma + 1;
    while (at < text.length() && isIgnorable(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at < text.length() && isCased(text.codePointAt(at));
  }

  private static boolean isCased(int character) {
    return Character.isUpperCase(character)
        || Character.isLowerCase(character)
        || Character.isTitleCase(character);
  }

  private static boolean isIgnorable(int character) {
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default -> WITHIN_WORDS.indexOf(character) >= 0;
    };
  }
}
