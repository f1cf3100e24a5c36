package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** What an output layer's rows should be. */
public sealed interface OutputTargets {
  /**
   * One symbol a row.
   *
   * @param ids {@code [row]}, 0 to outputs - 1; of any value where a row has no label
   */
  record Symbols(int[] ids) implements OutputTargets {}

  /**
   * A number for every output.
   *
   * @param matrix {@code [row, output]} in c order, of the network's type
   */
  record Numbers(INDArray matrix) implements OutputTargets {}
}
