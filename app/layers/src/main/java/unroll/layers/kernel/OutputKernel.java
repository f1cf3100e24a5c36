package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arithmetic of an output layer: logits, activation, loss and their gradients. Rows are
 * processed in blocks, so that the logits of a large vocabulary fit in memory.
 */
public interface OutputKernel {
  /** Numbers in a block of logits. */
  long BLOCK_NUMBERS = 8_000_000;

  /**
   * Computes the activations of all rows.
   *
   * @param input {@code [row, input]} in c order
   * @param output {@code [row, output]} in c order, overwritten
   */
  void activate(INDArray input, OutputWeights weights, INDArray output);

  /**
   * Computes the loss alone.
   *
   * @return the loss of every labeled row, in the order of its place
   */
  double[] losses(LabeledRows rows, OutputWeights weights);

  /**
   * Computes the loss and the gradients of its sum over the labeled rows.
   *
   * @return the loss of every labeled row, in the order of its place
   */
  double[] train(LabeledRows rows, OutputWeights weights, OutputGradients gradients);

  /** Rows of a block. */
  static int rowsOfBlock(long blockNumbers, int outputs) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, blockNumbers / outputs));
  }
}
