package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Parameters of an output layer, read anew at every pass.
 *
 * @param matrix in c order {@code [input, output]}, or {@code [output, input]} if transposed
 * @param isTransposed whether the matrix is an embedding's, one row a symbol
 * @param bias {@code [output]}
 */
public record OutputWeights(INDArray matrix, boolean isTransposed, INDArray bias) {
  /** Number of inputs. */
  public int inputs() {
    return (int) matrix.size(isTransposed ? 1 : 0);
  }

  /** Number of outputs. */
  public int outputs() {
    return (int) matrix.size(isTransposed ? 0 : 1);
  }
}
