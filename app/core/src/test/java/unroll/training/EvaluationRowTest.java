package unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluationRowTest {
  private static final Score SCORE =
      new Score(0.75, 40, Map.of("accuracy", 0.9, "edit", 0.25), Map.of());

  private static EvaluationRow row(Optional<Score> validation) {
    return new EvaluationRow(1.5, 12, 0.01, 0.5, 2, validation, 3, 4);
  }

  @Test
  void theLossOfTheValidationDecides() {
    assertEquals(0.75, row(Optional.of(SCORE)).decidingLoss("loss"));
  }

  @Test
  void theLargerMetricIsTheLowerLoss() {
    EvaluationRow row = row(Optional.of(SCORE));
    assertEquals(-0.9, row.decidingLoss("accuracy"));
    assertEquals(-0.25, row.decidingLoss("edit"));
    Score better = new Score(9, 40, Map.of("accuracy", 0.95), Map.of());
    assertTrue(row(Optional.of(better)).decidingLoss("accuracy") < row.decidingLoss("accuracy"));
  }

  @Test
  void theTrainingLossDecidesWhereThereIsNoValidation() {
    assertEquals(0.5, row(Optional.empty()).decidingLoss("loss"));
  }
}
