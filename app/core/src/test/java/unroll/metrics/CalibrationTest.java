package unroll.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
  /** Of (0, 0.5] 2 predictions, of (0.5, 1] 3. */
  private static Calibration five() {
    Calibration calibration = new Calibration(2);
    calibration.add(0.25, false);
    calibration.add(0.5, true);
    calibration.add(0.75, true);
    calibration.add(0.75, false);
    calibration.add(1, false);
    return calibration;
  }

  @Test
  void theErrorIsTheGapOfEveryBinByItsCount() {
    // First bin: mean 0.375, half of it happened. Second: mean 2.5 / 3, a third of it happened.
    double expected = (2 * (0.5 - 0.375) + 3 * (2.5 / 3 - 1 / 3.0)) / 5;

    assertEquals(expected, five().expectedError(), 1e-15);
  }

  @Test
  void theBrierScoreIsTheMeanSquaredError() {
    assertEquals((0.0625 + 0.25 + 0.0625 + 0.5625 + 1) / 5, five().brierScore(), 1e-15);
  }

  @Test
  void theTableHasALineForEveryBin() {
    assertEquals(
        """
        from\tto\tcount\tmean-probability\tshare-happened
        0.0\t0.5\t2\t0.375\t0.5
        0.5\t1.0\t3\t0.8333333333333334\t0.3333333333333333
        """,
        five().toTsv());
  }

  @Test
  void anEmptyBinHasNoShares() {
    Calibration calibration = new Calibration(4);
    calibration.add(0.5, true);

    assertEquals(
        """
        from\tto\tcount\tmean-probability\tshare-happened
        0.0\t0.25\t0\t\t
        0.25\t0.5\t1\t0.5\t1.0
        0.5\t0.75\t0\t\t
        0.75\t1.0\t0\t\t
        """,
        calibration.toTsv());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 10, 15, 49, 100, 250})
  void anEdgeBelongsToTheBinBelowIt(int bins) {
    for (int edge = 0; edge <= bins; edge++) {
      Calibration calibration = new Calibration(bins);
      calibration.add((double) edge / bins, true);

      String line = calibration.toTsv().lines().skip(1 + Math.max(0, edge - 1)).findFirst().get();
      assertTrue(line.contains("\t1\t"), bins + " bins, edge " + edge + ": " + line);
      if (edge < bins) {
        Calibration above = new Calibration(bins);
        above.add(Math.nextUp((double) edge / bins), true);
        line = above.toTsv().lines().skip(1 + edge).findFirst().get();
        assertTrue(line.contains("\t1\t"), bins + " bins, above edge " + edge + ": " + line);
      }
    }
  }

  @Test
  void whoeverIsSureAndRightHasNoError() {
    Calibration calibration = new Calibration(10);
    calibration.add(1, true);
    calibration.add(0, false);

    assertEquals(0, calibration.expectedError());
    assertEquals(0, calibration.brierScore());
  }

  @Test
  void whatHappensAsOftenAsPredictedIsCalibrated() {
    Random random = new Random(2);
    Calibration calibration = new Calibration(10);
    Calibration tooSure = new Calibration(10);
    for (int i = 0; i < 100_000; i++) {
      double probability = random.nextDouble();
      boolean happened = random.nextDouble() < probability;
      calibration.add(probability, happened);
      tooSure.add(probability < 0.5 ? probability / 2 : (1 + probability) / 2, happened);
    }

    assertEquals(0, calibration.expectedError(), 0.01);
    assertEquals(1 / 6.0, calibration.brierScore(), 0.01, "the variance of the outcomes");
    assertEquals(1 / 8.0, tooSure.expectedError(), 0.01, "the mean of what was added");
  }

  @Test
  void withoutAPredictionThereIsNoError() {
    assertEquals(Double.NaN, new Calibration(10).expectedError());
    assertEquals(Double.NaN, new Calibration(10).brierScore());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, 1.000001, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatIsNoProbability(double probability) {
    Calibration calibration = five();
    String before = calibration.toTsv();

    assertThrows(IllegalArgumentException.class, () -> calibration.add(probability, true));
    assertEquals(before, calibration.toTsv());
  }

  @Test
  void refusesToHaveNoBin() {
    assertThrows(IllegalArgumentException.class, () -> new Calibration(0));
  }
}
