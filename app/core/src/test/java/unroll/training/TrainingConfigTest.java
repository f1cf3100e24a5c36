package unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unroll.config.ConfigException;
import unroll.config.ConfigReader;
import unroll.training.Feeding.FreeRunningFeeding;
import unroll.training.Feeding.ScheduledSamplingFeeding;
import unroll.training.Feeding.ScheduledSamplingFeeding.Decay;
import unroll.training.Feeding.TeacherForcingFeeding;

class TrainingConfigTest {
  private static TrainingConfig read(String keys) {
    return new ConfigReader<>(TrainingConfig.class).readText("test", "{" + keys + "}");
  }

  @Test
  void theTruthIsFedAndTheLossDecidesWhereNothingIsSaid() {
    assertEquals(new TeacherForcingFeeding(), read("").feeding());
    assertEquals("loss", read("").bestBy());
    assertEquals("macro-f1", read("best-by: macro-f1").bestBy());
  }

  @Test
  void aFeedingIsAWordOrABlock() {
    assertEquals(new FreeRunningFeeding(), read("feeding: free-running").feeding());
    assertEquals(new FreeRunningFeeding(), read("feeding: {type: free-running}").feeding());
    assertEquals(new TeacherForcingFeeding(), read("feeding: teacher-forcing").feeding());
    assertEquals(
        new ScheduledSamplingFeeding(Decay.LINEAR, 10, 0),
        read("feeding: scheduled-sampling").feeding());
    assertEquals(
        new ScheduledSamplingFeeding(Decay.INVERSE_SIGMOID, 2.5, 0.25),
        read("feeding: {type: scheduled-sampling, decay: inverse-sigmoid, epochs: 2.5,"
                + " least-truth: 0.25}")
            .feeding());
    assertEquals(
        new ScheduledSamplingFeeding(Decay.EXPONENTIAL, 10, 0),
        read("feeding: {type: scheduled-sampling, decay: exponential}").feeding());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "free-runing | feeding.type: unknown: free-runing; did you mean free-running?"
            + " expected teacher-forcing, free-running, scheduled-sampling",
        "'{decay: linear}' | feeding.type: missing;"
            + " expected teacher-forcing, free-running, scheduled-sampling",
        "'{type: scheduled-sampling, decay: sigmoid}' | feeding.decay: unknown: sigmoid;"
            + " expected linear, exponential, inverse-sigmoid",
        "'{type: scheduled-sampling, epochs: 0}' | feeding.epochs: must be greater than 0,"
            + " found 0.0",
        "'{type: scheduled-sampling, least-truth: 1}' | feeding.least-truth: must be less than 1,"
            + " found 1.0",
        "'{type: scheduled-sampling, least-truth: -0.1}' | feeding.least-truth: must be at least 0,"
            + " found -0.1",
        "'{type: free-running, epochs: 3}' | feeding.epochs: unknown key; expected none"
      })
  void aMistakeIsNamedWithItsKey(String feeding, String message) {
    assertEquals(
        "test:1: " + message,
        assertThrows(ConfigException.class, () -> read("feeding: " + feeding)).getMessage());
  }
}
