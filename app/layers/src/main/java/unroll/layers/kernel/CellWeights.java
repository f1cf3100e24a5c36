package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of one direction of a recurrent layer, or their gradients. The gates stand side by
 * side in the columns: LSTM input, forget, candidate, output; GRU reset, update, candidate.
 *
 * @param input {@code [input, gate * unit]}
 * @param recurrent {@code [unit, gate * unit]}
 * @param bias {@code [gate * unit]}
 * @param recurrentBias {@code [gate * unit]} of a GRU, null for other cells
 */
public record CellWeights(
    INDArray input, INDArray recurrent, INDArray bias, INDArray recurrentBias) {

  /** Sets all of them to zero. */
  void clear() {
    input.assign(0);
    recurrent.assign(0);
    bias.assign(0);
    if (recurrentBias != null) {
      recurrentBias.assign(0);
    }
  }
}
