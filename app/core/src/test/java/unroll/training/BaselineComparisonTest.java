package unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaselineComparisonTest {
  @Test
  void aNetworkBehindASimpleMethodIsNamedWithIt() {
    Map<String, Map<String, Map<String, Double>>> baselines =
        Map.of(
            "majority", Map.of("test", Map.of("accuracy", 0.5, "loss", 0.7)),
            "naive Bayes", Map.of("test", Map.of("accuracy", 0.8)));
    List<String> rankings = List.of("accuracy");
    List<String> behind =
        BaselineComparison.behindBaselines(
            "test", Map.of("loss", 0.1, "accuracy", 0.75), baselines, rankings);
    assertEquals(1, behind.size());
    assertTrue(
        behind
            .get(0)
            .startsWith("behind a simple method: test accuracy 0.750, naive Bayes reaches 0.800; "),
        behind.get(0));
    assertEquals(
        List.of(),
        BaselineComparison.behindBaselines(
            "test", Map.of("loss", 9.0, "accuracy", 0.8), baselines, rankings));
    assertEquals(
        List.of(),
        BaselineComparison.behindBaselines(
            "validation", Map.of("accuracy", 0.1), baselines, rankings),
        "another split");
    Map<String, Map<String, Map<String, Double>>> ofTexts =
        Map.of("5-gram", Map.of("validation", Map.of("nats-per-character", 1.7)));
    assertEquals(
        1,
        BaselineComparison.behindBaselines(
                "validation", Map.of("accuracy", 0.9, "nats-per-character", 1.8), ofTexts, rankings)
            .size());
    assertEquals(
        List.of(),
        BaselineComparison.behindBaselines(
            "validation", Map.of("accuracy", 0.9, "nats-per-character", 1.6), ofTexts, rankings));
  }
}
