package unroll.training;

import java.util.Optional;

/**
 * One row of metrics.csv.
 *
 * @param epochs epochs trained, with the fraction of the current one
 * @param step optimizer steps so far
 * @param learningRate of the last step
 * @param trainingLoss mean of a labeled step since the last evaluation, in nats
 * @param gradientNorm mean L2 norm before clipping since the last evaluation
 * @param validation score on the validation split, empty without one
 * @param seconds wall time since the training began
 * @param symbolsPerSecond labeled steps trained a second since the last evaluation
 */
public record EvaluationRow(
    double epochs,
    int step,
    double learningRate,
    double trainingLoss,
    double gradientNorm,
    Optional<Score> validation,
    double seconds,
    double symbolsPerSecond) {

  /**
   * What picks the best model, the lower the better: the loss of the validation split if there is
   * one, else that of the training, or the metric that the configuration ranks models by.
   *
   * @param bestBy {@link TrainingConfig#LOSS} or a metric
   */
  public double decidingLoss(String bestBy) {
    return validation.map(score -> score.decidingLoss(bestBy)).orElse(trainingLoss);
  }
}
