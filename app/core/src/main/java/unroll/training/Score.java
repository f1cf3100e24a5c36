package unroll.training;

/**
 * How a network did on labeled steps.
 *
 * @param lossSum cross-entropy of all labeled steps, in nats
 * @param labels number of labeled steps
 * @param correct how many of them got the highest probability
 */
public record Score(double lossSum, long labels, long correct) {
  Score plus(Score other) {
    return new Score(lossSum + other.lossSum, labels + other.labels, correct + other.correct);
  }

  /** Mean loss of a labeled step, in nats. */
  public double loss() {
    return lossSum / labels;
  }

  public double accuracy() {
    return (double) correct / labels;
  }
}
