package unroll.insight;

/** Letters of Korean syllables (Unicode 16, chapter 18.6, and section 3.12 for the arithmetic). */
final class Hangul {
  private static final int FIRST_SYLLABLE = 0xac00;
  private static final int LAST_SYLLABLE = 0xd7a3;
  private static final int FINALS = 28;

  private Hangul() {}

  static boolean isInitial(int character) {
    return isBetween(character, 0x1100, 0x115f) || isBetween(character, 0xa960, 0xa97c);
  }

  static boolean isMedial(int character) {
    return isBetween(character, 0x1160, 0x11a7) || isBetween(character, 0xd7b0, 0xd7c6);
  }

  static boolean isFinal(int character) {
    return isBetween(character, 0x11a8, 0x11ff) || isBetween(character, 0xd7cb, 0xd7fb);
  }

  static float[] withFinal(int[] text) {
    return TextAnnotator.each(
        text,
        character ->
            isBetween(character, FIRST_SYLLABLE, LAST_SYLLABLE)
                && (character - FIRST_SYLLABLE) % FINALS != 0);
  }

  private static boolean isBetween(int character, int first, int last) {
    return character >= first && character <= last;
  }
}
