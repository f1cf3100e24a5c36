package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The arithmetic of a decoder that looks at what an encoder said. */
public interface AttentionKernel {
  /**
   * Takes sources to look at.
   *
   * @param source what the encoder said {@code [time * batch, source]}; not to be changed before
   *     the last look
   * @param places of the steps of every source, in their order; rows of the array
   * @param weights for all looks at these sources
   */
  void read(INDArray source, int[][] places, AttentionWeights weights);

  /**
   * Looks.
   *
   * @param states of the decoder {@code [time * batch, unit]}
   * @param places of the target steps of every row, in their order; rows of the array
   * @param sources which of the sources every row looks at
   * @param output {@code [time * batch, unit]}: at target steps {@code tanh(C [context; state] +
   *     b)}; others are left as they are
   */
  void forward(INDArray states, int[][] places, int[] sources, INDArray output);

  /**
   * Goes back through the newest pass forward.
   *
   * @param gradient of the output
   * @param gradients are overwritten
   * @param ofStates gets the gradient of the decoder's states at target steps
   * @param ofSource gets that of what the encoder said, at source steps
   */
  void backward(
      INDArray gradient, AttentionWeights gradients, INDArray ofStates, INDArray ofSource);

  /**
   * How much every target step of a row looked at its source steps in the newest pass.
   *
   * @return {@code [target step, source step]}, rows that sum to 1; null without either
   */
  INDArray alignment(int row);
}
