package unroll.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Values computed by hand. */
class BleuTest {
  private static Bleu words() {
    return new Bleu(BleuTokenizer.NONE, false);
  }

  private static BleuScore words(String hypothesis, String... references) {
    Bleu bleu = words();
    bleu.add(hypothesis, List.of(references));
    return bleu.score();
  }

  private static double geometricMean(double... shares) {
    double product = 1;
    for (double share : shares) {
      product *= share;
    }
    return 100 * Math.pow(product, 1.0 / shares.length);
  }

  private static void assertPrecisions(BleuScore score, double... shares) {
    for (int order = 0; order < 4; order++) {
      assertEquals(100 * shares[order], score.precisions().get(order), 1e-9, "order " + order);
    }
    assertEquals(4, score.precisions().size());
  }

  @Test
  void isTheGeometricMeanOfFourPrecisions() {
    // No 4-gram of 3 matches: it counts half.
    BleuScore score = words("the cat sat on the mat", "the cat is on the mat");

    assertPrecisions(score, 5 / 6.0, 3 / 5.0, 1 / 4.0, 1 / 6.0);
    assertEquals(geometricMean(5 / 6.0, 3 / 5.0, 1 / 4.0, 1 / 6.0), score.score(), 1e-9);
    assertEquals(1, score.brevityPenalty());
  }

  @Test
  void everyFurtherOrderWithoutAMatchCountsHalfOfTheOneBefore() {
    BleuScore score = words("a x b y c", "a b c d e");

    assertPrecisions(score, 3 / 5.0, 1 / 8.0, 1 / 12.0, 1 / 16.0);
    assertEquals(geometricMean(3 / 5.0, 1 / 8.0, 1 / 12.0, 1 / 16.0), score.score(), 1e-9);
  }

  @Test
  void aWordCountsAsOftenAsInTheReferenceThatHasItMost() {
    // The example of Papineni et al.
    BleuScore score =
        words("the the the the the the the", "the cat is on the mat", "there is a cat on the mat");

    assertEquals(100 * 2 / 7.0, score.precisions().get(0), 1e-9);
    assertEquals(7, score.referenceLength());
  }

  @Test
  void wordsThatAreCutElsewhereDoNotMatch() {
    assertPrecisions(words("x ab c", "x a bc"), 1 / 3.0, 1 / 4.0, 1 / 4.0, 0);
  }

  @Test
  void shortHypothesesArePenalized() {
    BleuScore score = words("a b c d", "a b c d e f");

    assertPrecisions(score, 1, 1, 1, 1);
    assertEquals(Math.exp(1 - 6 / 4.0), score.brevityPenalty(), 1e-12);
    assertEquals(100 * Math.exp(-0.5), score.score(), 1e-9);
  }

  @Test
  void theReferenceNearestInLengthCountsTheShorterOfTwo() {
    assertEquals(3, words("a b c d", "a b c d e", "a b c").referenceLength());
    assertEquals(3, words("a b c d", "a b c", "a b c d e").referenceLength());
    assertEquals(5, words("a b c d", "a b", "a b c d e").referenceLength());
  }

  @Test
  void countsOverTheWholeCorpusBeforeItDivides() {
    Bleu bleu = words();
    bleu.add("a b c d e", List.of("a b c d e"));
    bleu.add("x", List.of("a b c", "y"));
    bleu.add("", List.of("a b"));

    assertPrecisions(bleu.score(), 5 / 6.0, 1, 1, 1);
    assertEquals(6, bleu.score().hypothesisLength());
    assertEquals(5 + 1 + 2, bleu.score().referenceLength());
    assertEquals(
        Math.exp(1 - 8 / 6.0) * geometricMean(5 / 6.0, 1, 1, 1), bleu.score().score(), 1e-9);
  }

  @Test
  void aCorpusOfShortSentencesScoresZeroAndASentenceDoesNot() {
    assertEquals(0, words("a b c", "a b c").score());
    assertEquals(0, words("a b c", "a b c").precisions().get(3));

    assertEquals(100, words().sentence("a b c", List.of("a b c")).score(), 1e-9);
    assertEquals(100, words().sentence("a", List.of("a")).score(), 1e-9);
    assertEquals(
        geometricMean(2 / 3.0, 1 / 4.0, 1 / 4.0),
        words().sentence("a x c", List.of("a b c")).score(),
        1e-9);
  }

  @Test
  void aSentenceIsScoredWithoutTheCorpus() {
    Bleu bleu = words();
    bleu.add("a b c d x", List.of("a b c d e"));
    double before = bleu.score().score();

    assertEquals(100, bleu.sentence("a b c d", List.of("a b c d")).score(), 1e-9);
    assertEquals(before, bleu.score().score());
  }

  @Test
  void whereNoWordMatchesTheScoreIsZero() {
    BleuScore score = words("x y z w v", "a b c d e");

    assertEquals(0, score.score());
    assertPrecisions(score, 0, 0, 0, 0);
    assertEquals(1, score.brevityPenalty());
  }

  @Test
  void anEmptyHypothesisScoresZero() {
    for (BleuScore score : List.of(words("", "a b"), words().sentence(" \n", List.of("a b")))) {
      assertEquals(0, score.score());
      assertEquals(0, score.brevityPenalty());
      assertEquals(0, score.hypothesisLength());
      assertEquals(2, score.referenceLength());
    }
    assertEquals(0, words("", "").score());
    assertEquals(0, words("a", "").score());
  }

  @Test
  void anEmptyCorpusScoresZero() {
    BleuScore score = words().score();

    assertEquals(0, score.score());
    assertPrecisions(score, 0, 0, 0, 0);
    assertEquals(1, score.brevityPenalty());
    assertEquals(0, score.referenceLength());
  }

  @Test
  void lettersDifferByCaseUnlessToldOtherwise() {
    assertEquals(50, words().sentence("The cat", List.of("the cat")).precisions().get(0));
    assertEquals(
        100,
        new Bleu(BleuTokenizer.NONE, true).sentence("THE Cat", List.of("the cAT")).score(),
        1e-9);
  }

  @Test
  void theTokenizerDecidesWhatCounts() {
    String hypothesis = "Yes, it is.";
    List<String> references = List.of("Yes , it is .");
    assertEquals(
        100,
        new Bleu(BleuTokenizer.MTEVAL_13A, false).sentence(hypothesis, references).score(),
        1e-9);
    assertEquals(
        100,
        new Bleu(BleuTokenizer.CHARACTER, false).sentence(hypothesis, references).score(),
        1e-9);
    assertEquals(100 / 3.0, words().sentence(hypothesis, references).precisions().get(0), 1e-9);
  }

  @Test
  void refusesAHypothesisWithoutAReference() {
    Bleu bleu = words();

    assertThrows(IllegalArgumentException.class, () -> bleu.add("a", List.of()));
    assertThrows(IllegalArgumentException.class, () -> bleu.sentence("a", List.of()));
    assertEquals(0, bleu.score().hypothesisLength());
  }
}
