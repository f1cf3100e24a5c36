package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The arithmetic of an embedding: a row of the weights for every id. */
public interface EmbeddingKernel {
  /**
   * Reads the rows.
   *
   * @param ids {@code [row]}, below 0: the zero vector
   * @param weights {@code [symbol, unit]} in c order
   * @param output {@code [row, unit]} in c order, overwritten
   */
  void forward(int[] ids, INDArray weights, INDArray output);

  /**
   * Adds up the gradients of every symbol's rows.
   *
   * @param ids as in the forward pass
   * @param outputGradient {@code [row, unit]} in c order
   * @param weightGradient {@code [symbol, unit]} in c order
   * @param isAdded whether it is added to what is there, or overwrites it
   */
  void backward(int[] ids, INDArray outputGradient, INDArray weightGradient, boolean isAdded);
}
