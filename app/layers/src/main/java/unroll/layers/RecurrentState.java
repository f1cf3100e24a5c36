package unroll.layers;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one direction of a recurrent layer hands from a step to the next.
 *
 * @param hidden {@code [batch, unit]}
 * @param cell {@code [batch, unit]} of an LSTM, null for other cells
 */
public record RecurrentState(INDArray hidden, INDArray cell) {}
