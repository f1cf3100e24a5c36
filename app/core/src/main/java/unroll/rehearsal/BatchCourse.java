package unroll.rehearsal;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.nd4j.linalg.dataset.DataSet;
import unroll.network.RecurrentNetwork;
import unroll.training.DivergedException;
import unroll.training.TrainingStep;

/**
 * One batch trained on over and over, from fresh parameters, at a constant rate.
 *
 * @param losses before every step, in nats a labeled step
 * @param clippedShare share of the steps whose gradient was cut
 * @param ending why there are no more steps
 */
record BatchCourse(double[] losses, double clippedShare, Ending ending) {
  /** Losses that are averaged, for one alone may be a chance. */
  private static final int AVERAGED = 10;

  /** Steps in a row that must be near zero, for a jump may end there by chance. */
  private static final int NEEDED = 3;

  enum Ending {
    LEARNED,
    NOT_FINITE,
    STEPS_DONE,
    TIME_OVER
  }

  /**
   * When to end.
   *
   * @param loss at which the batch is learned, in nats
   */
  record Limits(double loss, int steps, double seconds) {}

  /**
   * Trains.
   *
   * @param shown gets the number of steps done and the loss then
   */
  static BatchCourse of(
      MultiLayerConfiguration configuration,
      DataSet batch,
      double rate,
      double clipNorm,
      Limits limits,
      BiConsumer<Integer, Double> shown) {
    TrainingStep training =
        new TrainingStep(RecurrentNetwork.create(configuration.clone()), clipNorm);
    double[] losses = new double[limits.steps()];
    int clipped = 0;
    int near = 0;
    long start = System.nanoTime();
    for (int step = 0; step < limits.steps(); step++) {
      training.clearState();
      try {
        TrainingStep.Report report = training.run(batch, rate);
        losses[step] = report.loss();
        clipped += clipNorm > 0 && report.gradientNorm() > clipNorm ? 1 : 0;
      } catch (DivergedException e) {
        losses[step] = Double.NaN;
      }
      shown.accept(step, losses[step]);
      near = losses[step] <= limits.loss() ? near + 1 : 0;
      Ending ending =
          ending(losses[step], near == NEEDED, limits, step, (System.nanoTime() - start) / 1e9);
      if (ending != null) {
        return new BatchCourse(
            Arrays.copyOf(losses, step + 1), (double) clipped / (step + 1), ending);
      }
    }
    throw new IllegalStateException("no step to train");
  }

  private static Ending ending(
      double loss, boolean isLearned, Limits limits, int step, double seconds) {
    if (!Double.isFinite(loss)) {
      return Ending.NOT_FINITE;
    } else if (isLearned) {
      return Ending.LEARNED;
    } else if (step == limits.steps() - 1) {
      return Ending.STEPS_DONE;
    }
    return seconds > limits.seconds() ? Ending.TIME_OVER : null;
  }

  int steps() {
    return losses.length;
  }

  double last() {
    return losses[losses.length - 1];
  }

  /** The mean loss of the last steps before some number of steps; infinite if it broke down. */
  double lossAt(int steps) {
    int to = Math.min(steps, losses.length);
    double mean =
        Arrays.stream(losses, Math.max(0, to - AVERAGED), to).average().orElse(Double.NaN);
    return Double.isFinite(mean) ? mean : Double.POSITIVE_INFINITY;
  }

  /** Whether the last tenth of the steps still made the loss smaller by some percents. */
  boolean isFalling() {
    double before = lossAt(losses.length - Math.max(1, losses.length / 10));
    return lossAt(losses.length) < 0.97 * before;
  }
}
