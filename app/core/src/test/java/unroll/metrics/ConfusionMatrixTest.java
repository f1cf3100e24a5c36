package unroll.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  private static final int CAT = 0;
  private static final int DOG = 1;
  private static final int BIRD = 2;

  /** 4 cats, of which 1 was taken for a dog; 6 dogs, of which 2 were taken for cats; no bird. */
  private static ConfusionMatrix catsAndDogs() {
    ConfusionMatrix matrix = new ConfusionMatrix(List.of("cat", "dog", "bird"));
    add(matrix, CAT, CAT, 3);
    add(matrix, CAT, DOG, 1);
    add(matrix, DOG, CAT, 2);
    add(matrix, DOG, DOG, 4);
    return matrix;
  }

  private static void add(ConfusionMatrix matrix, int expected, int predicted, int times) {
    for (int i = 0; i < times; i++) {
      matrix.add(expected, predicted);
    }
  }

  @Test
  void countsWhatWasPredictedWhereAClassWasExpected() {
    ConfusionMatrix matrix = catsAndDogs();

    assertEquals(1, matrix.count(CAT, DOG));
    assertEquals(2, matrix.count(DOG, CAT));
    assertEquals(0, matrix.count(BIRD, CAT));
    assertEquals(10, matrix.total());
    assertEquals(0.7, matrix.accuracy());
  }

  @Test
  void precisionIsOfThePredictedAndRecallOfTheExpected() {
    ConfusionMatrix matrix = catsAndDogs();

    assertEquals(3 / 5.0, matrix.precision(CAT));
    assertEquals(3 / 4.0, matrix.recall(CAT));
    assertEquals(2 / 3.0, matrix.f1(CAT), 1e-15);
    assertEquals(4 / 5.0, matrix.precision(DOG));
    assertEquals(4 / 6.0, matrix.recall(DOG));
    assertEquals(8 / 11.0, matrix.f1(DOG), 1e-15);
  }

  @Test
  void aClassThatNeverOccursScoresZeroAndIsLeftOutOfTheMean() {
    ConfusionMatrix matrix = catsAndDogs();

    assertEquals(0, matrix.precision(BIRD));
    assertEquals(0, matrix.recall(BIRD));
    assertEquals(0, matrix.f1(BIRD));
    assertEquals((2 / 3.0 + 8 / 11.0) / 2, matrix.macroF1(), 1e-15);
  }

  @Test
  void aClassThatWasOnlyPredictedOrOnlyExpectedCountsInTheMean() {
    ConfusionMatrix matrix = new ConfusionMatrix(List.of("cat", "dog", "bird"));
    add(matrix, CAT, CAT, 1);
    add(matrix, CAT, BIRD, 2);

    assertEquals((2 / 4.0 + 0) / 2, matrix.macroF1(), 1e-15);
    assertEquals(0, matrix.precision(BIRD));
    assertEquals(0, matrix.recall(BIRD));
    add(matrix, DOG, CAT, 1);
    assertEquals((2 / 5.0 + 0 + 0) / 3, matrix.macroF1(), 1e-15);
  }

  @Test
  void aSingleClassIsAlwaysRight() {
    ConfusionMatrix matrix = new ConfusionMatrix(List.of("all"));
    add(matrix, 0, 0, 5);

    assertEquals(1, matrix.accuracy());
    assertEquals(1, matrix.macroF1());
    assertEquals("expected\tall\nall\t5\n", matrix.toTsv());
  }

  @Test
  void withoutAnAnswerThereIsNoAccuracy() {
    ConfusionMatrix matrix = new ConfusionMatrix(List.of("cat", "dog"));

    assertEquals(0, matrix.total());
    assertEquals(Double.NaN, matrix.accuracy());
    assertEquals(Double.NaN, matrix.macroF1());
    assertEquals(0, matrix.f1(CAT));
  }

  @Test
  void theTableHasALineForEveryExpectedClass() {
    assertEquals(
        "expected\tcat\tdog\tbird\ncat\t3\t1\t0\ndog\t2\t4\t0\nbird\t0\t0\t0\n",
        catsAndDogs().toTsv());
  }

  @Test
  void namesCannotBreakTheTable() {
    assertEquals(
        "expected\ta\\tb\t\\n\\r\\\\\na\\tb\t0\t0\n\\n\\r\\\\\t0\t0\n",
        new ConfusionMatrix(List.of("a\tb", "\n\r\\")).toTsv());
  }

  @Test
  void refusesIdsThatAreNoClass() {
    ConfusionMatrix matrix = catsAndDogs();

    assertThrows(IndexOutOfBoundsException.class, () -> matrix.add(3, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> matrix.add(0, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> matrix.add(1, -1));
    assertThrows(IndexOutOfBoundsException.class, () -> matrix.count(-1, 1));
    assertEquals(10, matrix.total());
  }

  @Test
  void aNameMayNotStandTwice() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new ConfusionMatrix(List.of("a", "\t", "\t")));

    assertEquals("the class \\t stands twice", e.getMessage());
  }
}
