package unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import unroll.training.Feeding.FreeRunningFeeding;
import unroll.training.Feeding.ScheduledSamplingFeeding;
import unroll.training.Feeding.ScheduledSamplingFeeding.Decay;
import unroll.training.Feeding.TeacherForcingFeeding;

class FeedingTest {
  @Test
  void teacherForcingReadsTheTruthAndAFreeRunNothingOfIt() {
    for (double epochs : new double[] {0, 0.5, 1000}) {
      assertEquals(1, new TeacherForcingFeeding().truthShare(epochs));
      assertEquals(0, new FreeRunningFeeding().truthShare(epochs));
    }
    assertTrue(new TeacherForcingFeeding().isTruthOnly());
    assertFalse(new FreeRunningFeeding().isTruthOnly());
    assertFalse(new ScheduledSamplingFeeding(Decay.LINEAR, 10, 0).isTruthOnly());
  }

  @ParameterizedTest
  @CsvSource({
    "LINEAR, 0, 1",
    "LINEAR, 1, 0.75",
    "LINEAR, 3.5, 0.125",
    "LINEAR, 4, 0",
    "LINEAR, 5, 0",
    "EXPONENTIAL, 0, 1",
    "EXPONENTIAL, 2, 0.70710678118654752",
    "EXPONENTIAL, 4, 0.5",
    "EXPONENTIAL, 12, 0.125",
    "INVERSE_SIGMOID, 0, 1",
    // 10 / (9 + 11^(1/2))
    "INVERSE_SIGMOID, 2, 0.81191074423494287",
    "INVERSE_SIGMOID, 4, 0.5",
    // 10 / (9 + 11^2)
    "INVERSE_SIGMOID, 8, 0.07692307692307693"
  })
  void theTruthFallsInTheShapeThatWasChosen(Decay decay, double epochs, double share) {
    assertEquals(share, new ScheduledSamplingFeeding(decay, 4, 0).truthShare(epochs), 1e-12);
  }

  @ParameterizedTest
  @EnumSource(Decay.class)
  void theTruthNeverGrowsAndEndsAtTheLeast(Decay decay) {
    Feeding feeding = new ScheduledSamplingFeeding(decay, 4, 0.25);
    double before = 1;
    assertEquals(1, feeding.truthShare(0));
    for (double epochs = 0.25; epochs < 100; epochs += 0.25) {
      double share = feeding.truthShare(epochs);
      assertTrue(share <= before && share >= 0.25, decay + " after " + epochs + ": " + share);
      assertTrue(share < before || before - 0.25 < 1e-3, decay + " stands still at " + epochs);
      before = share;
    }
    assertEquals(0.25, before, 1e-3);
  }

  @ParameterizedTest
  @CsvSource({"LINEAR, 0.2", "EXPONENTIAL, 0.6", "INVERSE_SIGMOID, 0.6"})
  void theLeastTruthIsWhatTheFallIsMeasuredFrom(Decay decay, double shareAfterTheEpochs) {
    Feeding feeding = new ScheduledSamplingFeeding(decay, 7, 0.2);
    assertEquals(shareAfterTheEpochs, feeding.truthShare(7), 1e-12);
  }
}
