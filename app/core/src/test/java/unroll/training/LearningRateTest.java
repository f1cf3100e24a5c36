package unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LearningRateTest {
  @Test
  void stepHalvesEveryFewEpochs() {
    LearningRate rate = new LearningRate.StepRate(3, 0.5);
    assertEquals(1, rate.factor(2.99, 10));
    assertEquals(0.5, rate.factor(3, 10));
    assertEquals(0.125, rate.factor(9.5, 10));
  }

  @Test
  void exponentialFallsWithinAnEpochToo() {
    LearningRate rate = new LearningRate.ExponentialRate(0.9);
    assertEquals(1, rate.factor(0, 10));
    assertEquals(Math.sqrt(0.9), rate.factor(0.5, 10), 1e-12);
    assertEquals(0.81, rate.factor(2, 10), 1e-12);
  }

  @Test
  void cosineGoesFromTheWholeRateToItsFinalShare() {
    LearningRate rate = new LearningRate.CosineRate(0.1);
    assertEquals(1, rate.factor(0, 8), 1e-12);
    assertEquals(0.55, rate.factor(4, 8), 1e-12);
    assertEquals(0.1, rate.factor(8, 8), 1e-12);
  }

  @Test
  void plateauWaitsForItsPatienceAndStopsAtItsFloor() {
    LearningRate.PlateauRate rate = new LearningRate.PlateauRate(0.5, 2, 0.3);
    assertEquals(1, rate.factorAfter(1, 0));
    assertEquals(1, rate.factorAfter(1, 1));
    assertEquals(0.5, rate.factorAfter(1, 2));
    assertEquals(0.5, rate.factorAfter(0.5, 3));
    assertEquals(0.3, rate.factorAfter(0.5, 4));
  }
}
