package unroll.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricDirectionTest {
  @ParameterizedTest
  @CsvSource({
    "accuracy, LARGER", "token-accuracy, LARGER", "accuracy-unseen, LARGER",
    "segmental-f1-50, LARGER", "chrf, LARGER", "loss, SMALLER",
    "nats-per-character, SMALLER", "calibration-error, SMALLER", "exact-match-shuffled, NONE",
    "something-new, NONE"
  })
  void theNameOfAMetricTellsWhatIsBetter(String metric, MetricDirection direction) {
    assertEquals(direction, MetricDirection.of(metric));
  }
}
