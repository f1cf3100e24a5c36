package unroll.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Values computed by hand. */
class ChrfTest {
  private static double chrf2(String hypothesis, String... references) {
    Chrf chrf = Chrf.chrf2();
    chrf.add(hypothesis, List.of(references));
    return chrf.score();
  }

  private static double chrf2PlusPlus(String hypothesis, String... references) {
    Chrf chrf = Chrf.chrf2PlusPlus();
    chrf.add(hypothesis, List.of(references));
    return chrf.score();
  }

  private static double f2(double precision, double recall) {
    return 100 * 5 * precision * recall / (4 * precision + recall);
  }

  @Test
  void averagesTheOrdersThatBothAreLongEnoughFor() {
    // One of two characters, no pair, and no longer n-gram.
    assertEquals(25, chrf2("ab", "ac"), 1e-9);
    assertEquals(f2(1, 1 / 2.0), chrf2("a", "ab"), 1e-9);
    assertEquals(f2(1 / 3.0, 1), chrf2("abc", "a"), 1e-9);
    // 6 of 7 characters down to 1 of 2 6-grams.
    assertEquals(
        100 * (6 / 7.0 + 5 / 6.0 + 4 / 5.0 + 3 / 4.0 + 2 / 3.0 + 1 / 2.0) / 6,
        chrf2("abcdefg", "abcdefx"),
        1e-9);
  }

  @Test
  void recallCountsTwiceAsMuchAsPrecision() {
    assertEquals(f2(1 / 2.0, 1), chrf2("ab", "a"), 1e-9);
    assertEquals(500 / 6.0, chrf2("ab", "a"), 1e-9);
    assertEquals(500 / 9.0, chrf2("a", "ab"), 1e-9);
  }

  @Test
  void whiteSpaceIsNoCharacter() {
    assertEquals(100, chrf2("a b\u00A0c", "abc"), 1e-9);
  }

  @Test
  void aCharacterIsACodePoint() {
    assertEquals(25, chrf2("🙂🙃", "🙂🙄"), 1e-9);
  }

  @Test
  void anNGramCountsAsOftenAsInBoth() {
    // 1 of 3 and 1 of 2 characters; no pair of "aaa" is in "ab".
    assertEquals(f2((1 / 3.0 + 0) / 2, (1 / 2.0 + 0) / 2), chrf2("aaa", "ab"), 1e-9);
    assertEquals(f2((1 / 2.0 + 0) / 2, (1 / 3.0 + 0) / 2), chrf2("ab", "aaa"), 1e-9);
  }

  @Test
  void plusPlusCountsWordsAndPairsOfWordsBesides() {
    // Characters 2 of 3, 1 of 2, 0 of 1; words 1 of 2, pairs 0 of 1.
    double share = (2 / 3.0 + 1 / 2.0 + 0 + 1 / 2.0 + 0) / 5;
    assertEquals(100 * share, chrf2PlusPlus("ab c", "ab d"), 1e-9);
    assertEquals(100 * (2 / 3.0 + 1 / 2.0 + 0) / 3, chrf2("ab c", "ab d"), 1e-9);
  }

  @Test
  void ofAWordOnePunctuationMarkIsCutOffAtTheEndElseAtTheBeginning() {
    // "(hi" and ")" against "(" and "hi".
    double precision = (3 / 4.0 + 2 / 3.0 + 1 / 2.0 + 0 + 0) / 5;
    double recall = (1 + 1 + 1 + 0 + 0) / 5.0;
    assertEquals(f2(precision, recall), chrf2PlusPlus("(hi)", "(hi"), 1e-9);
    assertEquals(100, chrf2PlusPlus("hi!", "hi !"), 1e-9);
    assertEquals(100, chrf2PlusPlus("!", "!"), 1e-9);
  }

  @Test
  void comparesASentenceWithTheReferenceItDoesBestOn() {
    assertEquals(100, chrf2("abc", "xyz", "abc", "ab"), 1e-9);
    assertEquals(25, chrf2("ab", "xy", "ac"), 1e-9);
  }

  @Test
  void countsOverTheWholeCorpusBeforeItDivides() {
    Chrf chrf = Chrf.chrf2();
    chrf.add("abc", List.of("a"));
    chrf.add("ab", List.of("ab"));

    // The pairs of "abc" do not count, since its reference has none.
    assertEquals(f2((3 / 5.0 + 1) / 2, 1), chrf.score(), 1e-9);
  }

  @Test
  void whereNothingMatchesTheScoreIsZero() {
    assertEquals(0, chrf2("abc", "xyz"));
    assertEquals(0, chrf2("", "xyz"));
    assertEquals(0, chrf2("abc", ""));
    assertEquals(0, chrf2("", ""));
    assertEquals(0, chrf2PlusPlus(" ", "\n"));
  }

  @Test
  void anEmptyCorpusScoresZero() {
    assertEquals(0, Chrf.chrf2().score());
    assertEquals(0, Chrf.chrf2PlusPlus().score());
  }

  @Test
  void anEmptyHypothesisLowersTheRecallOfTheCorpus() {
    Chrf chrf = Chrf.chrf2();
    chrf.add("a", List.of("a"));
    chrf.add("", List.of("b"));

    assertEquals(f2(1, 1 / 2.0), chrf.score(), 1e-9);
  }

  @Test
  void refusesAHypothesisWithoutAReference() {
    assertThrows(IllegalArgumentException.class, () -> Chrf.chrf2().add("a", List.of()));
  }
}
