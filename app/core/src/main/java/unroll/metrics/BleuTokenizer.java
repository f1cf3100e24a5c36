package unroll.metrics;

import java.util.List;
import java.util.regex.Pattern;

/** How BLEU cuts a text into the tokens it counts. */
public enum BleuTokenizer {
  /**
   * As NIST's mteval-v13a does, for texts as people write them: ASCII punctuation stands alone, but
   * for apostrophes, hyphens not after a digit, and periods and commas between digits. sacrebleu's
   * 13a.
   */
  MTEVAL_13A {
    @Override
    List<String> tokens(String text) {
      String line = " " + unescaped(Tokens.withoutWhiteEnd(text)) + " ";
      line = PUNCTUATION.matcher(line).replaceAll(" $0 ");
      line = POINT_AFTER_OTHER.matcher(line).replaceAll("$1 $2 ");
      line = POINT_BEFORE_OTHER.matcher(line).replaceAll(" $1 $2");
      line = HYPHEN_AFTER_DIGIT.matcher(line).replaceAll("$1 - ");
      return Tokens.words(line);
    }
  },
  /** Every character (code point) but white space. sacrebleu's char. */
  CHARACTER {
    @Override
    List<String> tokens(String text) {
      return Tokens.characters(text);
    }
  },
  /** What stands between white space, for texts that are tokens already. sacrebleu's none. */
  NONE {
    @Override
    List<String> tokens(String text) {
      return Tokens.words(text);
    }
  };

  private static final Pattern PUNCTUATION = Pattern.compile("[\\p{Punct} &&[^',.-]]");
  private static final Pattern POINT_AFTER_OTHER = Pattern.compile("([^0-9])([.,])");
  private static final Pattern POINT_BEFORE_OTHER = Pattern.compile("([.,])([^0-9])");
  private static final Pattern HYPHEN_AFTER_DIGIT = Pattern.compile("([0-9])-");

  abstract List<String> tokens(String text);

  private static String unescaped(String text) {
    return text.replace("<skipped>", "")
        .replace("-\n", "")
        .replace('\n', ' ')
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
  }
}
