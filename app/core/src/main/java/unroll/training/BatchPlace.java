package unroll.training;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.layers.StepEncoder;

/**
 * Where a number stands in a batch, all counted from 0.
 *
 * @param feature which of the numbers of a step
 */
record BatchPlace(int row, int step, int feature, double value) {
  /** Whether one number is rather to be named than another. */
  private interface Preference {
    boolean prefers(double found, int step, BatchPlace best);
  }

  /**
   * The number that is not finite at the earliest step, in the first row of those.
   *
   * @param array {@code [batch, feature, time]} or {@code [batch, feature]}
   * @param mask {@code [batch, time]}, 0 at steps that do not count; null: none
   */
  static Optional<BatchPlace> firstNotFinite(INDArray array, INDArray mask) {
    return find(
        array,
        mask,
        (number, step, best) -> !Double.isFinite(number) && (best == null || step < best.step()));
  }

  /** The number that is farthest from zero. */
  static Optional<BatchPlace> farthest(INDArray array, INDArray mask) {
    return find(
        array,
        mask,
        (number, step, best) -> best == null || Math.abs(number) > Math.abs(best.value()));
  }

  /** The numbers that a batch holds at its steps; empty where it holds symbols. */
  static Optional<INDArray> input(Trouble trouble) {
    INDArray features = trouble.batch().getFeatures();
    if (!isNumbers(features)) {
      return Optional.empty();
    }
    // What stands at a step is written before a frame.
    boolean isEncoded = trouble.network().getLayer(0).conf().getLayer() instanceof StepEncoder;
    return Optional.of(
        isEncoded
            ? features.get(
                NDArrayIndex.all(), NDArrayIndex.interval(1, features.size(1)), NDArrayIndex.all())
            : features);
  }

  /** Symbols travel as whole numbers. */
  static boolean isNumbers(INDArray array) {
    return array.dataType().isFPType();
  }

  private static Optional<BatchPlace> find(INDArray array, INDArray mask, Preference preference) {
    INDArray steps = array.rank() == 2 ? array.reshape(array.size(0), array.size(1), 1) : array;
    int width = (int) steps.size(1);
    int time = (int) steps.size(2);
    boolean isMasked = mask != null && mask.size(1) == time;
    BatchPlace best = null;
    for (int row = 0; row < steps.size(0); row++) {
      double[] numbers = NumberRange.doubles(steps.get(NDArrayIndex.point(row)));
      double[] counts = isMasked ? NumberRange.doubles(mask.get(NDArrayIndex.point(row))) : null;
      for (int step = 0; step < time; step++) {
        boolean isCounted = counts == null || counts[step] != 0;
        for (int feature = 0; isCounted && feature < width; feature++) {
          double number = numbers[feature * time + step];
          if (preference.prefers(number, step, best)) {
            best = new BatchPlace(row, step, feature, number);
          }
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** Counted from 1. */
  String text(String numberName) {
    return "time step %d, row %d of the batch, %s %d"
        .formatted(step + 1, row + 1, numberName, feature + 1);
  }
}
