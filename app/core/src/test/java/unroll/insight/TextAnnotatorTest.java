package unroll.insight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.text.Normalizer;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextAnnotatorTest {
  /** One digit a character. */
  private static String digits(TextAnnotator annotator, String text) {
    Annotation annotation = annotator.annotate(text.codePoints().toArray());
    StringBuilder digits = new StringBuilder();
    for (float value : annotation.values()) {
      digits.append(Character.forDigit((int) value, 36));
    }
    return digits.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "INSIDE_QUOTES, 'a \"bc\" d', 00111000",
    "INSIDE_QUOTES, '“a “b” c', 11111000",
    "INSIDE_QUOTES, '\"a|b||c\"', 11111001",
    "INSIDE_BRACKETS, 'f(a[1])b', 01111100",
    "BRACKET_DEPTH, 'f(a[1])b', 01122100",
    "BRACKET_DEPTH, '))(a)', 00110",
    "BRACKET_DEPTH, '(\"(\")]', 111100",
    "INSIDE_THREE_BRACKETS, '[{(a)}]', 0011000",
    "POSITION_IN_LINE, 'ab|c||de', 12010012",
    "LINE_BEGIN, 'a|abcdefghijkl', 10111111111100",
    "LINE_GROWN_LONG, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|', 0000000000000000000000000000001110",
    "LINE_END_NEXT, 'ab|c||', 010110",
    "DISTANCE_TO_LINE_END, 'ab|c||de', 21211321",
    "LINE_END_NEAR, 'abcdefghijklm|ab', 0001111111111000",
    "SENTENCE_END_NEAR, 'abcdefghijklm. ab', 00011111111110000",
    "UPPER_CASE, 'aBÉ가1', 01100",
    "UPPER_CASE_WORD, 'KING A: Ab OH', 1111000000011",
    "SPEAKER_NAME, 'KING A:|Hi:|AB|C:|D F:|X: Y|', 1111110000000000001110000000",
    "VOWEL, 'aEx y1', 110000",
    "CONSONANT, 'aEx y1', 001010",
    "DIGIT, 'a12', 011",
    "WORD_START, 'ab c1,d', 1001001",
    "WORD_END, 'ab c1,d', 0100101",
    "HANGUL_SYLLABLE_WITH_FINAL, '가각힣a', 0110",
  })
  void annotationsAreWhatTheirNamesSay(TextAnnotator annotator, String text, String expected) {
    assertEquals(expected, digits(annotator, text.replace('|', '\n')));
  }

  @Test
  void theLettersOfDecomposedSyllablesAreToldApart() {
    String syllables = Normalizer.normalize("한가", Normalizer.Form.NFD);
    assertEquals("10010", digits(TextAnnotator.HANGUL_INITIAL, syllables));
    assertEquals("01001", digits(TextAnnotator.HANGUL_MEDIAL, syllables));
    assertEquals("00100", digits(TextAnnotator.HANGUL_FINAL, syllables));
  }

  @Test
  void allAnnotatorsAnnotateEveryCharacterUnderNamesOfTheirOwn() {
    List<Annotation> all = TextAnnotator.all("“x”\n(Y)".codePoints().toArray(), List.of(0));
    assertEquals(TextAnnotator.values().length, all.size());
    assertEquals(all.size(), all.stream().map(Annotation::name).collect(Collectors.toSet()).size());
    all.forEach(annotation -> assertEquals(7, annotation.values().length, annotation.name()));
  }

  @Test
  void textsOneAfterTheOtherAreAnnotatedEachByItself() {
    List<Annotation> all = TextAnnotator.all("(ab(c".codePoints().toArray(), List.of(0, 3));
    float[] depth = all.get(TextAnnotator.BRACKET_DEPTH.ordinal()).values();
    assertArrayEquals(new float[] {1, 1, 1, 1, 1}, depth);
    float[] ends = all.get(TextAnnotator.WORD_END.ordinal()).values();
    assertArrayEquals(new float[] {0, 0, 1, 0, 1}, ends);
  }
}
