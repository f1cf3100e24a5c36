package unroll.insight;

import java.util.Arrays;

/** Where the characters of a text stand in their lines and sentences. */
final class Lines {
  private Lines() {}

  static float[] position(int[] text) {
    float[] positions = new float[text.length];
    int position = 0;
    for (int i = 0; i < text.length; i++) {
      position = text[i] == '\n' ? 0 : position + 1;
      positions[i] = position;
    }
    return positions;
  }

  /** Whether more than so many characters of the line were read, and at most so many. */
  static float[] isBehind(int[] text, int more, int most) {
    float[] answers = position(text);
    for (int i = 0; i < answers.length; i++) {
      answers[i] = answers[i] > more && answers[i] <= most ? 1 : 0;
    }
    return answers;
  }

  static float[] distanceToEnd(int[] text) {
    float[] distances = new float[text.length];
    int end = text.length;
    for (int i = text.length - 1; i >= 0; i--) {
      distances[i] = end - i;
      end = text[i] == '\n' ? i : end;
    }
    return distances;
  }

  /**
   * Whether one of the next characters, this one not counted, is an end.
   *
   * @param within so many of them
   */
  static float[] near(int[] text, String ends, int within) {
    float[] near = new float[text.length];
    int next = Integer.MAX_VALUE;
    for (int i = text.length - 1; i >= 0; i--) {
      near[i] = next - i <= within ? 1 : 0;
      next = ends.indexOf(text[i]) >= 0 ? i : next;
    }
    return near;
  }

  /** All lines of words in capitals, two letters or more, that end with a colon, up to it. */
  static float[] speakerNames(int[] text) {
    float[] names = new float[text.length];
    int start = 0;
    int letters = 0;
    boolean isName = true;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        if (isName && letters > 1 && text[i - 1] == ':') {
          Arrays.fill(names, start, i - 1, 1);
        }
        start = i + 1;
        letters = 0;
        isName = true;
      } else {
        boolean isColon = text[i] == ':';
        letters += Character.isLetter(text[i]) ? 1 : 0;
        // One at the end of the line only: another character after it shows that it was none.
        isName &=
            Character.isUpperCase(text[i])
                || isColon
                || " .'-".indexOf(text[i]) >= 0 && letters > 0;
        isName &= i == start || text[i - 1] != ':';
      }
    }
    return names;
  }
}
