package unroll.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentScoresTest {
  /** Labels written as digits, a point being the background, 9. */
  private static int[] labels(String digits) {
    return digits.chars().map(digit -> digit == '.' ? 9 : digit - '0').toArray();
  }

  private static SegmentScores of(String expected, String predicted) {
    SegmentScores scores = new SegmentScores(9);
    scores.add(labels(expected), labels(predicted));
    return scores;
  }

  @Test
  void aBorderThatIsAFewStepsOffCostsNothing() {
    // Overlaps: 3 of 4 steps, and 4 of 5.
    SegmentScores scores = of("00001111", "00011111");

    assertEquals(100, scores.f1(0.5));
    assertEquals(100, scores.f1(0.75));
    assertEquals(50, scores.f1(0.76));
    assertEquals(50, scores.f1(0.8));
    assertEquals(0, scores.f1(0.81));
    assertEquals(100, scores.edit());
  }

  @Test
  void ofThePiecesOfASegmentOnlyOneIsRight() {
    // Pieces of 4 and 5 of 10 steps, and a segment that is not there.
    SegmentScores scores = of("0000000000", "0000100000");

    assertEquals(100.0 * 2 / 4, scores.f1(0.1));
    assertEquals(100.0 * 2 / 4, scores.f1(0.5), "the second piece where the first is too short");
    assertEquals(0, scores.f1(0.51));
    assertEquals(100 * (1 - 2 / 3.0), scores.edit(), 1e-12);
  }

  @Test
  void theLabelMustBeTheSame() {
    SegmentScores scores = of("0000", "1111");

    assertEquals(0, scores.f1(0.1));
    assertEquals(0, scores.edit());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.2, 0.25, 0.3, 0.5, 0.6, 0.7, 0.9, 1})
  void anOverlapOfJustTheThresholdIsEnough(double overlap) {
    int right = (int) Math.round(100 * overlap);
    int[] expected = new int[100];
    int[] predicted = new int[100];
    Arrays.fill(predicted, right, 100, 1);
    SegmentScores scores = new SegmentScores(1);
    scores.add(expected, predicted);

    assertEquals(100, scores.f1(overlap));
    if (overlap < 1) {
      assertEquals(0, scores.f1(Math.nextUp(overlap)));
    }
  }

  @Test
  void aSegmentThatFitsATakenOneBestIsFalse() {
    // The second piece fits the first segment better (14 of 30 steps) than the second (9 of 24).
    String expected = "0".repeat(20) + "." + "0".repeat(9);
    String predicted = "00000." + "0".repeat(24);
    assertEquals(50, of(expected, predicted).f1(0.25), "the first piece has taken it");
    assertEquals(50, of(expected, predicted).f1(0.26), "the first piece is too short");
    assertEquals(0, of(expected, predicted).f1(0.47));

    // The first piece fits both and takes the longer one, so that nothing is left for the second.
    assertEquals(50, of("00.0000000", "00000000.0").f1(0.1));
  }

  @Test
  void countsOverAllSequencesButAveragesTheEditScore() {
    SegmentScores scores = of("0123", "0123");
    scores.add(labels("0000"), labels("1111"));

    assertEquals(100.0 * 2 * 4 / (5 + 5), scores.f1(0.5));
    assertEquals((100 + 0) / 2.0, scores.edit());
  }

  @Test
  void theEditScoreIsOverTheLongerListOfSegments() {
    // 0 1 2 against 0 2 1 2: one inserted.
    assertEquals(75, of("001122", "002122").edit());
    assertEquals(75, of("002122", "001122").edit());
  }

  @Test
  void theBackgroundIsNoSegment() {
    SegmentScores scores = of("..00..11", "000...11");

    // 0: 1 of 4 steps.
    assertEquals(100, scores.f1(0.25));
    assertEquals(50, scores.f1(0.26));
    assertEquals(100, scores.edit());
    SegmentScores all = new SegmentScores(SegmentScores.NO_BACKGROUND);
    all.add(labels("..00..11"), labels("000...11"));
    assertEquals(75, all.edit(), "9 0 9 1 against 0 9 1");
  }

  @Test
  void theBackgroundPartsSegments() {
    assertEquals(50, of("0.0.0.0", "0000.00").edit(), "four zeros against two");
  }

  @Test
  void whereNothingIsThereNothingIsToBeFound() {
    SegmentScores scores = of("....", "....");
    assertEquals(Double.NaN, scores.f1(0.5));
    assertEquals(100, scores.edit());

    scores.add(labels(""), labels(""));
    assertEquals(Double.NaN, scores.f1(0.5));
    scores.add(labels("...."), labels("..0."));
    assertEquals(0, scores.f1(0.5));
    assertEquals(200 / 3.0, scores.edit(), 1e-12);
  }

  @Test
  void withoutASequenceThereIsNoScore() {
    SegmentScores scores = new SegmentScores(SegmentScores.NO_BACKGROUND);

    assertEquals(Double.NaN, scores.f1(0.1));
    assertEquals(Double.NaN, scores.edit());
  }

  @Test
  void equalsAPlainCountOfStepsOnRandomSequences() {
    Random random = new Random(4);
    for (int round = 0; round < 300; round++) {
      int[] expected = runs(random, 60);
      int[] predicted = runs(random, 60);
      SegmentScores scores = new SegmentScores(0);
      scores.add(expected, predicted);
      for (double overlap : new double[] {0.1, 0.25, 0.5}) {
        assertEquals(plainF1(expected, predicted, overlap), scores.f1(overlap), 1e-12);
      }
    }
  }

  private static int[] runs(Random random, int length) {
    int[] labels = new int[length];
    for (int from = 0; from < length; from += 1 + random.nextInt(12)) {
      Arrays.fill(labels, from, length, random.nextInt(3));
    }
    return labels;
  }

  /** Numbers every step's segment from 1, background 0. */
  private static int[] numbers(int[] labels) {
    int[] numbers = new int[labels.length];
    int count = 0;
    for (int step = 0; step < labels.length; step++) {
      if (labels[step] != 0) {
        boolean goesOn = step > 0 && labels[step] == labels[step - 1];
        numbers[step] = goesOn ? count : ++count;
      }
    }
    return numbers;
  }

  private static double plainF1(int[] expected, int[] predicted, double overlap) {
    int[] truths = numbers(expected);
    int[] guesses = numbers(predicted);
    int truthCount = Arrays.stream(truths).max().getAsInt();
    int guessCount = Arrays.stream(guesses).max().getAsInt();
    boolean[] matched = new boolean[truthCount + 1];
    int matches = 0;
    for (int guess = 1; guess <= guessCount; guess++) {
      int best = 0;
      double bestShare = 0;
      for (int truth = 1; truth <= truthCount; truth++) {
        int both = 0;
        int either = 0;
        for (int step = 0; step < truths.length; step++) {
          boolean isTruth = truths[step] == truth;
          boolean isGuess = guesses[step] == guess;
          both += isTruth && isGuess && expected[step] == predicted[step] ? 1 : 0;
          either += isTruth || isGuess ? 1 : 0;
        }
        double share = (double) both / either;
        if (share >= overlap && share > bestShare) {
          best = truth;
          bestShare = share;
        }
      }
      matches += best > 0 && !matched[best] ? 1 : 0;
      matched[best] = best > 0;
    }
    return 100.0 * 2 * matches / (truthCount + guessCount);
  }

  @Test
  void aLongSequenceOfShortSegmentsIsComparedInOnePass() {
    int[] labels = new int[400_000];
    Arrays.setAll(labels, step -> step % 2);
    SegmentScores scores = new SegmentScores(SegmentScores.NO_BACKGROUND);
    scores.add(labels, labels);

    assertEquals(100, scores.f1(1));
  }

  @Test
  void refusesLabelsThatAreNone() {
    SegmentScores scores = of("01", "01");

    assertThrows(IllegalArgumentException.class, () -> scores.add(new int[] {0, 1}, new int[] {0}));
    assertThrows(IllegalArgumentException.class, () -> scores.add(new int[] {0}, new int[] {-1}));
    assertEquals(100, scores.edit());
    assertEquals(100, scores.f1(1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 1.01, 10, Double.NaN})
  void refusesAnOverlapOutOfRange(double overlap) {
    assertThrows(IllegalArgumentException.class, () -> of("01", "01").f1(overlap));
  }
}
