package unroll.layers.kernel;

import unroll.layers.RecurrentState;

/** The arithmetic of one direction of a recurrent layer over a batch. */
public interface RecurrentKernel {
  /**
   * Reads a batch.
   *
   * @param initial the state before the first step; null: zeros
   * @param output gets the hidden states; rows of masked steps are left as they are
   * @param keepTape whether {@link #backward} will follow
   * @return the state of every row after its last unmasked step
   */
  RecurrentState forward(
      LayerInput input,
      StepOrder order,
      CellWeights weights,
      RecurrentState initial,
      Columns output,
      boolean keepTape);

  /**
   * Back-propagates through the pass that {@link #forward} kept a tape of. Steps before that pass
   * are not reached: the initial state counts as given.
   *
   * @param outputGradient of the loss with respect to {@code output}
   * @param finalGradient of the loss with respect to the final state; null: zeros
   * @param gradients are overwritten
   * @param inputGradient null where nobody asks for it
   * @return the gradient of the loss with respect to the initial state
   */
  RecurrentState backward(
      Columns outputGradient,
      RecurrentState finalGradient,
      CellWeights gradients,
      InputGradient inputGradient);
}
