package unroll.training;

import java.util.Map;

/**
 * How a network did on a split.
 *
 * @param loss mean over labeled steps, in nats
 * @param labels number of labeled steps
 * @param metrics by their kebab-case names, the most important first
 * @param tables tab-separated tables that go with the figures, by name
 */
public record Score(
    double loss, long labels, Map<String, Double> metrics, Map<String, String> tables) {

  /**
   * What models are ranked by, the lower the better.
   *
   * @param bestBy {@link TrainingConfig#LOSS}, or a metric, the larger the better
   */
  public double decidingLoss(String bestBy) {
    return bestBy.equals(TrainingConfig.LOSS) ? loss : -metrics.get(bestBy);
  }
}
