package unroll.data.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece a code point, white space included.
 *
 * @param jamo whether Hangul syllables are taken apart (The Unicode Standard, section 3.12)
 */
record CodePointSplitter(boolean lowercase, boolean jamo) implements TextSplitter {
  private static final int FIRST_SYLLABLE = 0xAC00;
  private static final int LAST_SYLLABLE = 0xD7A3;
  private static final int FIRST_CONSONANT = 0x1100;
  private static final int FIRST_VOWEL = 0x1161;
  private static final int BEFORE_FINALS = 0x11A7;
  private static final int VOWELS = 21;
  private static final int FINALS = 28;

  @Override
  public List<String> split(String text) {
    String normal = NormalForm.of(text, lowercase);
    List<String> pieces = new ArrayList<>(normal.length());
    normal.codePoints().forEach(codePoint -> add(codePoint, pieces));
    return pieces;
  }

  private void add(int codePoint, List<String> pieces) {
    if (!jamo || codePoint < FIRST_SYLLABLE || codePoint > LAST_SYLLABLE) {
      pieces.add(Character.toString(codePoint));
      return;
    }
    int index = codePoint - FIRST_SYLLABLE;
    pieces.add(Character.toString(FIRST_CONSONANT + index / FINALS / VOWELS));
    pieces.add(Character.toString(FIRST_VOWEL + index / FINALS % VOWELS));
    if (index % FINALS > 0) {
      pieces.add(Character.toString(BEFORE_FINALS + index % FINALS));
    }
  }

  @Override
  public String join(List<String> pieces) {
    String text = String.join("", pieces);
    return jamo ? NormalForm.compose(text) : text;
  }
}
