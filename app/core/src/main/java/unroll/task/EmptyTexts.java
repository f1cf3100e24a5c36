package unroll.task;

import java.util.regex.Pattern;

/** What becomes of a text that holds white space at most. */
public enum EmptyTexts {
  /** It is an error. */
  REFUSE,
  /** It is left out, and no answer is given to it. */
  SKIP,
  /** It is read as one special symbol, so that no text of a test is missing from its figures. */
  KEEP;

  private static final Pattern WHITE_SPACE = Pattern.compile("\\p{IsWhite_Space}*+");

  static boolean isEmpty(String text) {
    return WHITE_SPACE.matcher(text).matches();
  }
}
