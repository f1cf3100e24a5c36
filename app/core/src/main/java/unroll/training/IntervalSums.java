package unroll.training;

/**
 * What happened since the last evaluation.
 *
 * @param loss sum over labeled steps, in nats
 * @param gradientNorm sum over optimizer steps, before clipping
 * @param labels labeled steps
 * @param steps optimizer steps
 */
public record IntervalSums(double loss, double gradientNorm, long labels, int steps) {
  static final IntervalSums NONE = new IntervalSums(0, 0, 0, 0);

  IntervalSums plus(TrainingStep.Report report) {
    return new IntervalSums(
        loss + report.loss() * report.labels(),
        gradientNorm + report.gradientNorm(),
        labels + report.labels(),
        steps + 1);
  }

  double meanLoss() {
    return loss / labels;
  }

  double meanGradientNorm() {
    return gradientNorm / steps;
  }
}
