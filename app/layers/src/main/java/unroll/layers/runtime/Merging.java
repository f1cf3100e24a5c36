package unroll.layers.runtime;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.layers.Merge;

/** Two directions beside each other, {@code [row, 2 * unit]}, to one output and back. */
final class Merging {
  private Merging() {}

  /**
   * @param merge null for a layer of one direction
   * @return {@code both} itself where there is nothing to compute
   */
  static INDArray merged(Merge merge, INDArray both) {
    if (merge == null || merge == Merge.CONCATENATE) {
      return both;
    }
    INDArray forward = half(both, 0);
    INDArray backward = half(both, 1);
    return switch (merge) {
      case ADD -> forward.add(backward);
      case AVERAGE -> forward.add(backward).muli(0.5);
      case MULTIPLY -> forward.mul(backward);
      case CONCATENATE -> both;
    };
  }

  /** The gradient of {@code both}. */
  static INDArray backward(Merge merge, INDArray both, INDArray gradient) {
    if (merge == null || merge == Merge.CONCATENATE) {
      return gradient;
    }
    return switch (merge) {
      case ADD -> Nd4j.concat(1, gradient, gradient);
      case AVERAGE -> Nd4j.concat(1, gradient.mul(0.5), gradient.mul(0.5));
      case MULTIPLY -> Nd4j.concat(1, gradient.mul(half(both, 1)), gradient.mul(half(both, 0)));
      case CONCATENATE -> gradient;
    };
  }

  /** A direction's columns, as a view. */
  static INDArray half(INDArray both, int direction) {
    long units = both.size(1) / 2;
    return both.get(
        NDArrayIndex.all(), NDArrayIndex.interval(direction * units, (direction + 1) * units));
  }
}
