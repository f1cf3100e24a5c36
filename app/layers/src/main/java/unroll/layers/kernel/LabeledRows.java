package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The rows of an output layer's input that have a label; the others are not computed.
 *
 * @param matrix {@code [row, input]} in c order
 * @param places the labeled rows, ascending
 * @param targets for every row of the matrix
 */
public record LabeledRows(INDArray matrix, int[] places, OutputTargets targets) {
  /** Number of labeled rows. */
  public int count() {
    return places.length;
  }

  /** Whether every row has a label. */
  public boolean isComplete() {
    return places.length == matrix.size(0);
  }
}
