package unroll.insight;

/** Quotes and brackets that stand around the characters of a text. */
final class Nesting {
  private static final String OPENING = "([{";
  private static final String CLOSING = ")]}";

  private Nesting() {}

  static float[] insideQuotes(int[] text) {
    float[] inside = new float[text.length];
    boolean isInside = false;
    for (int i = 0; i < text.length; i++) {
      boolean isEmptyLine = text[i] == '\n' && i > 0 && text[i - 1] == '\n';
      switch (text[i]) {
        case '"' -> isInside = !isInside;
        case '\u201c' -> isInside = true;
        case '\u201d' -> isInside = false;
        default -> isInside &= !isEmptyLine;
      }
      inside[i] = isInside ? 1 : 0;
    }
    return inside;
  }

  /**
   * Open brackets of any of three kinds; one too many that closes changes nothing, nor do those
   * inside quotes.
   */
  static float[] depth(int[] text) {
    float[] depths = new float[text.length];
    float[] quoted = insideQuotes(text);
    int depth = 0;
    for (int i = 0; i < text.length; i++) {
      if (quoted[i] == 0 && OPENING.indexOf(text[i]) >= 0) {
        depth++;
      } else if (quoted[i] == 0 && CLOSING.indexOf(text[i]) >= 0) {
        depth = Math.max(0, depth - 1);
      }
      depths[i] = depth;
    }
    return depths;
  }

  /** Whether so many brackets or more are open. */
  static float[] isDeep(int[] text, int least) {
    float[] answers = depth(text);
    for (int i = 0; i < answers.length; i++) {
      answers[i] = answers[i] >= least ? 1 : 0;
    }
    return answers;
  }
}
