package unroll.layers.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.RecurrentState;

/**
 * The arithmetic of a decoder with input feeding (Luong et al., 2015): at every step it reads what
 * it gave at the step before beside its input, so it goes step by step.
 */
public interface FedDecoder {
  /**
   * The parameters, or their gradients.
   *
   * @param layers one a layer; the first reads input and output beside each other
   */
  record Weights(List<CellWeights> layers, AttentionWeights attention) {}

  /**
   * What a decoder goes on from.
   *
   * @param layers states, one a layer
   * @param given what it gave last {@code [batch, unit]}; null: zeros
   */
  record State(List<RecurrentState> layers, INDArray given) {}

  /**
   * What is to be written.
   *
   * @param input {@code [time * batch, input]}
   * @param order of the target steps
   * @param sources which of the sources every row looks at
   * @param factors of dropouts {@code [time * batch, input of a layer]}, one a layer; null: none
   */
  record Batch(INDArray input, StepOrder order, int[] sources, List<INDArray> factors) {}

  /**
   * Takes sources to look at.
   *
   * @param source what the encoder said {@code [time * batch, source]}; not to be changed before
   *     the last look
   * @param places of the steps of every source, in their order; rows of the array
   * @param weights for all passes with these sources
   */
  void read(INDArray source, int[][] places, Weights weights);

  /**
   * Writes a batch.
   *
   * @param output gets {@code [time * batch, unit]} at target steps
   * @return what a next batch of the same rows would go on from
   */
  State forward(Batch batch, State initial, INDArray output);

  /**
   * Goes back through the newest pass.
   *
   * @param gradient of the output {@code [time * batch, unit]}
   * @param gradients are overwritten
   * @param ofInput {@code [time * batch, input]}, gets the gradient at target steps
   * @param ofSource {@code [time * batch, source]}, zeros, gets the gradient at source steps
   * @return gradients of the states that the pass began with, one a layer
   */
  List<RecurrentState> backward(
      INDArray gradient, Weights gradients, INDArray ofInput, INDArray ofSource);

  /**
   * How much every target step of a row looked at its source steps in the newest pass.
   *
   * @return {@code [target step, source step]}, rows that sum to 1; null without either
   */
  INDArray alignment(int row);
}
