package unroll.metrics;

import java.util.ArrayList;
import java.util.List;

/** Texts cut at white space: every character that Unicode or ASCII calls so, as Python does. */
final class Tokens {
  private static final int NEXT_LINE = 0x85;

  private Tokens() {}

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int at = 0; at <= text.length(); at++) {
      if (at == text.length() || isWhite(text.charAt(at))) {
        if (from < at) {
          words.add(text.substring(from, at));
        }
        from = at + 1;
      }
    }
    return words;
  }

  /** The code points that are not white, each as a text. */
  static List<String> characters(String text) {
    return text.codePoints()
        .filter(character -> !isWhite(character))
        .mapToObj(Character::toString)
        .toList();
  }

  static String withoutWhiteEnd(String text) {
    int end = text.length();
    while (end > 0 && isWhite(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  private static boolean isWhite(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || character == NEXT_LINE;
  }
}
