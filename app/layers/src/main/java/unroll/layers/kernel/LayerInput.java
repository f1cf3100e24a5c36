package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** What a layer reads, one step of one row after the other: {@code time * batch + row}. */
public sealed interface LayerInput {
  /**
   * Numbers.
   *
   * @param matrix {@code [time * batch, feature]} in c order
   */
  record Frames(INDArray matrix) implements LayerInput {}

  /**
   * Symbols, each the one-hot vector of its id.
   *
   * @param ids {@code [time * batch]}; below 0: the zero vector
   */
  record Ids(int[] ids) implements LayerInput {}
}
