package unroll.insight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenAnnotatorTest {
  @ParameterizedTest
  @CsvSource({
    "LENGTH, I saw NASA 가나, 1342",
    "CAPITALIZED, The old X ray Éa, 10101",
    "IN_CAPITALS, NASA A U.S. Us 42, 10100",
    "PUNCTUATION, 'a , ... x. <unk>', 01100",
    "NUMBER, '7 b2 b', 110",
    "SPECIAL, '<unk> a < <end>', 1001",
    "POSITION_IN_SENTENCE, 'a b . c !', 12010",
    "SENTENCE_END_NEAR, 'a b c d . e', 011100",
  })
  void annotationsAreWhatTheirNamesSay(TokenAnnotator annotator, String tokens, String expected) {
    StringBuilder digits = new StringBuilder();
    for (float value : annotator.annotate(List.of(tokens.split(" "))).values()) {
      digits.append((int) value);
    }
    assertEquals(expected, digits.toString());
  }

  @Test
  void everySequenceIsCountedFromItsOwnBeginning() {
    List<Annotation> all = TokenAnnotator.all(List.of("a", "b", "c", "d"), List.of(0, 3));
    assertEquals(TokenAnnotator.values().length, all.size());
    Annotation positions = all.get(TokenAnnotator.POSITION_IN_SENTENCE.ordinal());
    assertArrayEquals(new float[] {1, 2, 3, 1}, positions.values());
  }
}
