package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The arithmetic of a decoder that looks at the source, all target steps at once. */
public interface AttentionKernel {
  /**
   * Looks.
   *
   * @param states of the decoder {@code [time * batch, unit]}
   * @param source what the encoder said {@code [time * batch, source]}
   * @param output {@code [time * batch, unit]}: at target steps {@code tanh(C [context; state] +
   *     b)}; others are left as they are
   * @param keepTape whether {@link #backward} will follow
   */
  void forward(
      INDArray states,
      INDArray source,
      SourceTarget steps,
      AttentionWeights weights,
      INDArray output,
      boolean keepTape);

  /**
   * Goes back through the newest pass.
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
