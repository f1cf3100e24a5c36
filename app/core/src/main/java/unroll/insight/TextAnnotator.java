package unroll.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What a program can tell of every character of a text. A value belongs to the moment after its
 * character was read: behind an opening bracket a reader is inside.
 */
public enum TextAnnotator {
  /** Straight quotes open and close in turn, until an empty line; typographic ones say which. */
  INSIDE_QUOTES("inside double quotes", true, Nesting::insideQuotes),
  INSIDE_BRACKETS("inside brackets", true, text -> Nesting.isDeep(text, 1)),
  INSIDE_THREE_BRACKETS("inside 3 brackets or more", true, text -> Nesting.isDeep(text, 3)),
  BRACKET_DEPTH("bracket depth", false, Nesting::depth),
  /** Characters read of the line, 0 after its line feed. */
  POSITION_IN_LINE("position in line", false, Lines::position),
  LINE_BEGIN("among the first 10 of a line", true, text -> Lines.isBehind(text, 0, 10)),
  LINE_GROWN_LONG(
      "beyond the 30th of a line", true, text -> Lines.isBehind(text, 30, Integer.MAX_VALUE)),
  /** Characters until the next line feed, or the end of the text. */
  DISTANCE_TO_LINE_END("distance to line end", false, Lines::distanceToEnd),
  LINE_END_NEXT("line end next", true, text -> Lines.near(text, "\n", 1)),
  LINE_END_NEAR("line end within 10 characters", true, text -> Lines.near(text, "\n", 10)),
  SENTENCE_END_NEAR(
      "sentence end within 10 characters", true, text -> Lines.near(text, ".!?。", 10)),
  UPPER_CASE("upper case", true, text -> each(text, Character::isUpperCase)),
  /** All letters of the word, at least 2, as in a name in capitals. */
  UPPER_CASE_WORD("in an upper-case word", true, Letters::inUpperCase),
  /** As in plays: before the colon that ends a line of words in capitals. */
  SPEAKER_NAME("inside a speaker's name", true, Lines::speakerNames),
  VOWEL("vowel", true, text -> each(text, Letters::isVowel)),
  CONSONANT(
      "consonant", true, text -> each(text, c -> Letters.isLatinLetter(c) && !Letters.isVowel(c))),
  DIGIT("digit", true, text -> each(text, Character::isDigit)),
  WORD_START("first of a word", true, Letters::starts),
  WORD_END("last of a word", true, Letters::ends),
  HANGUL_INITIAL("Hangul initial", true, text -> each(text, Hangul::isInitial)),
  HANGUL_MEDIAL("Hangul medial", true, text -> each(text, Hangul::isMedial)),
  HANGUL_FINAL("Hangul final", true, text -> each(text, Hangul::isFinal)),
  /** Of precomposed syllables. */
  HANGUL_SYLLABLE_WITH_FINAL("Hangul syllable with a final", true, Hangul::withFinal);

  private final String words;
  private final boolean isBinary;
  private final Function<int[], float[]> values;

  TextAnnotator(String words, boolean isBinary, Function<int[], float[]> values) {
    this.words = words;
    this.isBinary = isBinary;
    this.values = values;
  }

  /** Annotates a text of code points. */
  public Annotation annotate(int[] text) {
    return new Annotation(words, isBinary, values.apply(text));
  }

  /**
   * All annotators in turn.
   *
   * @param text of code points, several texts one after the other
   * @param starts the first character of every text
   */
  public static List<Annotation> all(int[] text, List<Integer> starts) {
    List<Annotation> all = new ArrayList<>();
    for (TextAnnotator annotator : values()) {
      all.add(
          Annotation.ofEach(
              annotator.words,
              annotator.isBinary,
              starts,
              text.length,
              (from, to) -> annotator.values.apply(Arrays.copyOfRange(text, from, to))));
    }
    return all;
  }

  /** A question that a character answers alone. */
  interface OfCharacter {
    boolean is(int codePoint);
  }

  static float[] each(int[] text, OfCharacter question) {
    float[] values = new float[text.length];
    for (int i = 0; i < text.length; i++) {
      values[i] = question.is(text[i]) ? 1 : 0;
    }
    return values;
  }
}
