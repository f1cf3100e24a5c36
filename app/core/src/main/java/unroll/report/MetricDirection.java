package unroll.report;

import java.util.List;

/** Whether a metric is better when larger or smaller, as its name tells. */
public enum MetricDirection {
  LARGER,
  SMALLER,
  /** Neither is better, or nobody can tell. */
  NONE;

  private static final List<String> LARGER_NAMES =
      List.of("accuracy", "macro-f1", "f1", "auc", "exact-match", "bleu", "chrf", "edit");
  private static final List<String> LARGER_BEGINNINGS = List.of("segmental-f1", "accuracy-");
  private static final List<String> LARGER_ENDINGS = List.of("-accuracy");
  private static final List<String> SMALLER_NAMES =
      List.of(
          "loss", "perplexity", "nats-per-character", "bits-per-character", "calibration-error");

  public static MetricDirection of(String metric) {
    if (LARGER_NAMES.contains(metric)
        || LARGER_BEGINNINGS.stream().anyMatch(metric::startsWith)
        || LARGER_ENDINGS.stream().anyMatch(metric::endsWith)) {
      return LARGER;
    }
    return SMALLER_NAMES.contains(metric) ? SMALLER : NONE;
  }

  public boolean isBetter(double value, double other) {
    return switch (this) {
      case LARGER -> value > other;
      case SMALLER -> value < other;
      case NONE -> false;
    };
  }
}
