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

  /** Open brackets of any of three kinds; one too many that closes changes nothing. */
  static float[] depth(int[] text) {
    float[] depths = new float[text.length];
    int depth = 0;
    for (int i = 0; i < text.length; i++) {
      if (OPENING.indexOf(text[i]) >= 0) {
        depth++;
      } else if (CLOSING.indexOf(text[i]) >= 0) {
        depth = Math.max(0, depth - 1);
      }
      depths[i] = depth;
    }
    return depths;
  }

  static float[] isPositive(float[] numbers) {
    float[] answers = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      answers[i] = numbers[i] > 0 ? 1 : 0;
    }
    return answers;
  }
}
