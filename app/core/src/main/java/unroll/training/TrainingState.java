package unroll.training;

import java.io.Serializable;
import unroll.data.SequenceBatches.Position;

/**
 * How far a training has come.
 *
 * @param step optimizer steps so far
 * @param position the next batch
 * @param symbols labeled steps trained on so far
 * @param rateFactor factor on the learning rate that plateaus have left
 * @param bestLoss lowest loss of an evaluation so far, infinite before the first
 * @param evaluationsSinceBest evaluations since that one
 */
public record TrainingState(
    int step,
    Position position,
    long symbols,
    double rateFactor,
    double bestLoss,
    int evaluationsSinceBest)
    implements Serializable {

  public static final TrainingState START =
      new TrainingState(0, Position.START, 0, 1, Double.POSITIVE_INFINITY, 0);

  /**
   * Epochs trained, with the fraction of the current one.
   *
   * @param batches in an epoch
   */
  public double epochs(int batches) {
    return position.epoch() + (double) position.batch() / batches;
  }

  /**
   * The state after one more step.
   *
   * @param batches in an epoch
   * @param labels labeled steps of its batch
   */
  public TrainingState afterStep(int batches, long labels) {
    int batch = position.batch() + 1;
    Position next =
        batch < batches
            ? new Position(position.epoch(), batch)
            : new Position(position.epoch() + 1, 0);
    return new TrainingState(
        step + 1, next, symbols + labels, rateFactor, bestLoss, evaluationsSinceBest);
  }

  TrainingState afterEvaluation(double loss, LearningRate schedule) {
    boolean better = loss < bestLoss;
    int since = better ? 0 : evaluationsSinceBest + 1;
    double factor =
        schedule instanceof LearningRate.PlateauRate plateau
            ? plateau.factorAfter(rateFactor, since)
            : rateFactor;
    return new TrainingState(step, position, symbols, factor, better ? loss : bestLoss, since);
  }

  /** Whether the evaluation just made is the best one. */
  boolean isBest() {
    return evaluationsSinceBest == 0;
  }
}
