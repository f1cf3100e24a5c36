package unroll.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import unroll.data.PublishedData;

class LogisticRegressionTest {
  private static final double HARDLY = 1e-9;

  @Test
  void aSwitchAsInputGivesTheSharesOfBothSides() {
    double[][] inputs = {{0}, {0}, {0}, {0}, {1}, {1}, {1}};
    int[] labels = {0, 0, 1, 0, 1, 1, 0};
    LogisticRegression regression = LogisticRegression.fit(inputs, labels, 2, HARDLY);

    assertArrayEquals(new double[] {0.75, 0.25}, regression.probabilities(inputs[0]), 1e-7);
    assertArrayEquals(new double[] {1 / 3.0, 2 / 3.0}, regression.probabilities(inputs[4]), 1e-7);
    assertEquals(0, regression.predict(inputs[0]));
    assertEquals(1, regression.predict(inputs[4]));
    // log-odds -log 3 and log 2, so half of both in between
    double middle = 1 / (1 + Math.sqrt(1.5));
    assertEquals(middle, regression.probabilities(new double[] {0.5})[1], 1e-7);
  }

  @Test
  void givesTheSharesOfMoreThanTwoClassesToo() {
    double[][] inputs = {{2}, {2}, {2}, {2}, {2}, {3}, {3}, {3}, {3}};
    int[] labels = {0, 1, 1, 2, 2, 0, 0, 1, 2};
    LogisticRegression regression = LogisticRegression.fit(inputs, labels, 3, HARDLY);

    assertArrayEquals(new double[] {0.2, 0.4, 0.4}, regression.probabilities(inputs[0]), 1e-7);
    assertArrayEquals(new double[] {0.5, 0.25, 0.25}, regression.probabilities(inputs[5]), 1e-7);
  }

  @Test
  void errorsAreUncorrelatedWithTheInputsUpToThePenalty() {
    double regularization = 0.01;
    for (int classes = 2; classes < 5; classes++) {
      People people = People.random(400, classes, new Random(classes));
      LogisticRegression regression =
          LogisticRegression.fit(people.inputs(), people.labels(), classes, regularization);
      for (int label = 0; label < classes; label++) {
        assertEquals(0, people.meanError(regression, label, input -> 1), 1e-8);
        for (int feature = 0; feature < 4; feature++) {
          int column = feature;
          double mean = people.mean(feature);
          double deviation = people.deviation(feature);
          double error =
              people.meanError(regression, label, input -> (input[column] - mean) / deviation);
          double weight = deviation * slope(regression, label, feature);
          assertEquals(0, error + regularization * weight, 1e-8);
          assertTrue(Math.abs(weight) > 1e-3, "a weight that could not be missed");
        }
      }
    }
  }

  @Test
  void unitsDoNotMatter() {
    People people = People.random(300, 3, new Random(5));
    double[][] others =
        Arrays.stream(people.inputs())
            .map(x -> new double[] {x[0] * 365.25, 1 - x[1], x[2] / 100, x[3] * 2.2 - 1000})
            .toArray(double[][]::new);
    LogisticRegression regression =
        LogisticRegression.fit(people.inputs(), people.labels(), 3, 0.001);
    LogisticRegression other = LogisticRegression.fit(others, people.labels(), 3, 0.001);
    for (int i = 0; i < others.length; i++) {
      assertArrayEquals(
          regression.probabilities(people.inputs()[i]), other.probabilities(others[i]), 1e-7);
    }
  }

  @Test
  void inputsThatNeverVaryDoNotMatter() {
    double[][] inputs = {{0.1, 1}, {0.1, 2}, {0.1, 3}, {0.1, 4}, {0.1, 5}, {0.1, 6}};
    double[][] alone = {{1}, {2}, {3}, {4}, {5}, {6}};
    int[] labels = {0, 0, 1, 0, 1, 1};
    LogisticRegression regression = LogisticRegression.fit(inputs, labels, 2, 0.01);

    double[] expected =
        LogisticRegression.fit(alone, labels, 2, 0.01).probabilities(new double[] {2.5});
    assertArrayEquals(expected, regression.probabilities(new double[] {0.1, 2.5}), 1e-8);
    assertArrayEquals(expected, regression.probabilities(new double[] {100, 2.5}), 1e-8);
  }

  @Test
  void findsAnOptimumWhereALinePartsTheClasses() {
    double[][] inputs = {{-3, 1}, {-2, 0}, {-1, 1}, {1, 0}, {2, 1}, {3, 0}};
    int[] labels = {0, 0, 0, 1, 1, 1};
    for (double regularization : new double[] {1e-1, 1e-4, 1e-8}) {
      LogisticRegression regression = LogisticRegression.fit(inputs, labels, 2, regularization);
      assertArrayEquals(labels, Arrays.stream(inputs).mapToInt(regression::predict).toArray());
    }
    assertTrue(LogisticRegression.fit(inputs, labels, 2, 1e-8).probabilities(inputs[5])[1] > 0.999);
  }

  @Test
  void onlyTheSharesAreLeftUnderALargePenalty() {
    double[][] inputs = {{1}, {2}, {3}, {4}};
    LogisticRegression regression = LogisticRegression.fit(inputs, new int[] {0, 0, 0, 1}, 2, 1e8);

    assertArrayEquals(new double[] {0.75, 0.25}, regression.probabilities(inputs[3]), 1e-7);
  }

  @Test
  void aClassWithoutExamplesIsHardlyProbable() {
    double[][] inputs = {{1}, {2}, {3}, {4}};
    LogisticRegression single = LogisticRegression.fit(inputs, new int[] {1, 1, 1, 1}, 2, 1e-6);
    LogisticRegression missing = LogisticRegression.fit(inputs, new int[] {0, 2, 0, 2}, 3, 1e-6);

    assertEquals(1, single.probabilities(new double[] {9})[1], 1e-6);
    assertEquals(0, missing.probabilities(new double[] {2})[1], 1e-6);
    assertArrayEquals(
        new double[] {1},
        LogisticRegression.fit(inputs, new int[4], 1, 1e-6).probabilities(inputs[0]));
  }

  @Test
  void predictsTheLowestOfEquallyProbableClasses() {
    double[][] inputs = {{-1}, {-1}, {1}, {1}};
    LogisticRegression regression = LogisticRegression.fit(inputs, new int[] {0, 1, 0, 1}, 2, 1e-6);

    assertEquals(0, regression.predict(inputs[0]));
    assertEquals(0, regression.predict(inputs[2]));
  }

  @Test
  void sameDataSameBits() {
    People people = People.random(200, 3, new Random(6));
    double[] probabilities = null;
    for (int run = 0; run < 2; run++) {
      double[] again =
          LogisticRegression.fit(people.inputs(), people.labels(), 3, 1e-6)
              .probabilities(people.inputs()[0]);
      assertTrue(probabilities == null || Arrays.equals(probabilities, again));
      probabilities = again;
    }
  }

  @Test
  void refusesWhatMakesNoSense() {
    double[][] inputs = {{1, 2}, {3, 4}};
    int[] labels = {0, 1};

    assertRefused(new double[0][], new int[0], 2, 1);
    assertRefused(inputs, new int[] {0}, 2, 1);
    assertRefused(inputs, new int[] {0, 2}, 2, 1);
    assertRefused(inputs, new int[] {0, -1}, 2, 1);
    assertRefused(inputs, labels, 2, 0);
    assertRefused(inputs, labels, 2, Double.NaN);
    assertRefused(new double[][] {{1, 2}, {3}}, labels, 2, 1);
    assertRefused(new double[][] {{1, 2}, {3, Double.NaN}}, labels, 2, 1);
    assertRefused(new double[][] {{1, 2}, {3, 1e200}}, labels, 2, 1);
    LogisticRegression regression = LogisticRegression.fit(inputs, labels, 2, 1);
    assertThrows(IllegalArgumentException.class, () -> regression.probabilities(new double[] {1}));
    assertThrows(
        IllegalArgumentException.class,
        () -> regression.predict(new double[] {1, Double.NEGATIVE_INFINITY}));
  }

  /**
   * Expected: Newton's method without a penalty in numpy 2.4.6, on one row a person without gaps.
   */
  @Test
  void agreesWithAnotherProgramOnBloodPressures() throws IOException {
    Optional<Path> data =
        PublishedData.folder().map(folder -> folder.resolve("nhanes").resolve("NHANES.csv"));
    assumeTrue(data.filter(Files::isRegularFile).isPresent(), "NHANES is not here");
    People people = People.read(data.get());
    assertEquals(5598, people.labels().length);
    assertEquals(683, Arrays.stream(people.labels()).sum());
    LogisticRegression regression =
        LogisticRegression.fit(people.inputs(), people.labels(), 2, HARDLY);

    double[] expected = {0.0584808, 0.44314639, -0.01765729, 0.0108569};
    for (int feature = 0; feature < 4; feature++) {
      double logOdds = slope(regression, 1, feature) - slope(regression, 0, feature);
      assertEquals(expected[feature], logOdds, 1e-6);
    }
    assertEquals(0.80744, people.areaUnderCurve(regression), 5e-6);
  }

  private static void assertRefused(
      double[][] inputs, int[] labels, int classes, double regularization) {
    assertThrows(
        IllegalArgumentException.class,
        () -> LogisticRegression.fit(inputs, labels, classes, regularization));
  }

  /** Weight of a raw feature: weights of all classes add up to 0 at the optimum. */
  private static double slope(LogisticRegression regression, int label, int feature) {
    double[] low = new double[4];
    double[] high = new double[4];
    high[feature] = 1;
    double[] before = regression.probabilities(low);
    double[] after = regression.probabilities(high);
    double[] changes =
        IntStream.range(0, before.length)
            .mapToDouble(i -> Math.log(after[i]) - Math.log(before[i]))
            .toArray();
    return changes[label] - Arrays.stream(changes).average().orElseThrow();
  }
}
