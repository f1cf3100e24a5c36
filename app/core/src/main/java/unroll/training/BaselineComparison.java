package unroll.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A trained network beside methods that need no network. */
public final class BaselineComparison {
  /** Metrics that are better when smaller, the most telling first. */
  private static final List<String> LOSSES =
      List.of("nats-per-character", "bits-per-character", "loss", "perplexity");

  private BaselineComparison() {}

  /**
   * Says where a network is worse than the best of the simple methods: one line at most, by the
   * first metric that both have. Metrics that rank models come before losses.
   *
   * @param split the split that was scored, such as validation
   * @param metrics of the network
   * @param baselines method, then split, then metric
   * @param rankings metrics that are better when larger; see {@link Scorer#rankings}
   */
  public static List<String> behindBaselines(
      String split,
      Map<String, Double> metrics,
      Map<String, Map<String, Map<String, Double>>> baselines,
      List<String> rankings) {
    List<String> order = new ArrayList<>(rankings);
    order.addAll(LOSSES);
    for (String metric : order) {
      boolean isLargerBetter = rankings.contains(metric);
      String best = best(split, metric, baselines, isLargerBetter);
      Double reached = metrics.get(metric);
      if (best == null || reached == null || !Double.isFinite(reached)) {
        continue;
      }
      double simple = baselines.get(best).get(split).get(metric);
      return isBetter(simple, reached, isLargerBetter)
          ? List.of(
              "behind a simple method: %s %s %s, %s reaches %s; train longer, or give more"
                      .formatted(
                          split, metric, NumberRange.text(reached), best, NumberRange.text(simple))
                  + " network.units")
          : List.of();
    }
    return List.of();
  }

  /** The method that does best, null where none has the metric. */
  private static String best(
      String split,
      String metric,
      Map<String, Map<String, Map<String, Double>>> baselines,
      boolean isLargerBetter) {
    String best = null;
    double bestValue = 0;
    for (Map.Entry<String, Map<String, Map<String, Double>>> baseline : baselines.entrySet()) {
      Double value = baseline.getValue().getOrDefault(split, Map.of()).get(metric);
      boolean isKnown = value != null && Double.isFinite(value);
      if (isKnown && (best == null || isBetter(value, bestValue, isLargerBetter))) {
        best = baseline.getKey();
        bestValue = value;
      }
    }
    return best;
  }

  private static boolean isBetter(double value, double other, boolean isLargerBetter) {
    return isLargerBetter ? value > other : value < other;
  }
}
