package unroll.data.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A word, or punctuation, of a text.
 *
 * <p>A word is everything that is neither white space nor punctuation nor another symbol, with
 * single apostrophes, hyphens and low lines between two of its characters, and with a point, comma
 * or colon between two of its digits: {@code isn't}, {@code red-haired}, {@code 1,000.5}.
 *
 * <p>Punctuation is one symbol, as often as it stands in a row: {@code ...}. Combining marks belong
 * to the symbol they stand on; an emoji with its modifiers and all that joiners join to it is one
 * symbol, and so is a flag.
 *
 * @param punctuation whether it is no word
 * @param afterSpace whether white space or the start of the text is before it; if not, and it is a
 *     word, punctuation is before it
 */
record Chunk(String text, boolean punctuation, boolean afterSpace) {
  private static final String JOINS_LETTERS = "'\u2019-\u2010\u2011_";
  private static final String JOINS_DIGITS = ".,:";
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  /**
   * @param text in normal form C
   */
  static List<Chunk> of(String text) {
    List<Chunk> chunks = new ArrayList<>();
    boolean afterSpace = true;
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (isSpace(codePoint)) {
        afterSpace = true;
        at += Character.charCount(codePoint);
      } else {
        boolean punctuation = isSymbol(codePoint);
        int end = punctuation ? endOfPunctuation(text, at) : endOfWord(text, at);
        chunks.add(new Chunk(text.substring(at, end), punctuation, afterSpace));
        afterSpace = false;
        at = end;
      }
    }
    return chunks;
  }

  private static int endOfWord(String text, int start) {
    int at = start;
    int previous = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      int after = at + Character.charCount(codePoint);
      if (!isWord(codePoint)
          && !(after < text.length() && joins(previous, codePoint, text.codePointAt(after)))) {
        break;
      }
      previous = codePoint;
      at = after;
    }
    return at;
  }

  /**
   * @param previous a character of the word
   */
  private static boolean joins(int previous, int codePoint, int next) {
    return isWord(next)
        && (JOINS_LETTERS.indexOf(codePoint) >= 0
            || JOINS_DIGITS.indexOf(codePoint) >= 0
                && Character.isDigit(previous)
                && Character.isDigit(next));
  }

  private static int endOfPunctuation(String text, int start) {
    int end = endOfSymbol(text, start);
    int length = end - start;
    while (text.regionMatches(start, text, end, length) && endOfSymbol(text, end) == end + length) {
      end += length;
    }
    return end;
  }

  private static int endOfSymbol(String text, int start) {
    int first = text.codePointAt(start);
    int at = start + Character.charCount(first);
    if (isHalfAFlag(first) && at < text.length() && isHalfAFlag(text.codePointAt(at))) {
      at += Character.charCount(first);
    }
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      int after = at + Character.charCount(codePoint);
      if (extendsSymbol(codePoint)) {
        at = after;
      } else if (codePoint == ZERO_WIDTH_JOINER
          && after < text.length()
          && isSymbol(text.codePointAt(after))) {
        at = after + Character.charCount(text.codePointAt(after));
      } else {
        break;
      }
    }
    return at;
  }

  /** Unicode's property White_Space. */
  static boolean isSpace(int codePoint) {
    return Character.isSpaceChar(codePoint)
        || codePoint >= '\t' && codePoint <= '\r'
        || codePoint == 0x85;
  }

  private static boolean isWord(int codePoint) {
    return !isSpace(codePoint) && !isSymbol(codePoint);
  }

  private static boolean isSymbol(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION,
          Character.MATH_SYMBOL,
          Character.CURRENCY_SYMBOL,
          Character.MODIFIER_SYMBOL,
          Character.OTHER_SYMBOL ->
          true;
      // Emoji younger than the Unicode version that Java knows.
      case Character.UNASSIGNED -> codePoint >= 0x1F000 && codePoint <= 0x1FAFF;
      default -> false;
    };
  }

  private static boolean extendsSymbol(int codePoint) {
    boolean skinTone = codePoint >= 0x1F3FB && codePoint <= 0x1F3FF;
    boolean tag = codePoint >= 0xE0020 && codePoint <= 0xE007F;
    return skinTone || tag || NormalForm.isMark(codePoint);
  }

  private static boolean isHalfAFlag(int codePoint) {
    return codePoint >= 0x1F1E6 && codePoint <= 0x1F1FF;
  }
}
