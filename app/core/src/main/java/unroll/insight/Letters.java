package unroll.insight;

import java.util.Arrays;

/** Letters and the words that they stand in. */
final class Letters {
  private static final String VOWELS = "aeiouAEIOU";

  private Letters() {}

  static boolean isVowel(int character) {
    return VOWELS.indexOf(character) >= 0;
  }

  static boolean isLatinLetter(int character) {
    return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z';
  }

  static float[] starts(int[] text) {
    float[] starts = new float[text.length];
    for (int i = 0; i < text.length; i++) {
      starts[i] = isOfWord(text, i) && !isOfWord(text, i - 1) ? 1 : 0;
    }
    return starts;
  }

  static float[] ends(int[] text) {
    float[] ends = new float[text.length];
    for (int i = 0; i < text.length; i++) {
      ends[i] = isOfWord(text, i) && !isOfWord(text, i + 1) ? 1 : 0;
    }
    return ends;
  }

  static float[] inUpperCase(int[] text) {
    float[] upper = new float[text.length];
    int start = 0;
    while (start < text.length) {
      int end = start;
      boolean isUpper = true;
      while (isOfWord(text, end)) {
        isUpper &= Character.isUpperCase(text[end++]);
      }
      if (isUpper && end - start > 1) {
        Arrays.fill(upper, start, end, 1);
      }
      start = end + 1;
    }
    return upper;
  }

  private static boolean isOfWord(int[] text, int place) {
    return place >= 0 && place < text.length && Character.isLetterOrDigit(text[place]);
  }
}
