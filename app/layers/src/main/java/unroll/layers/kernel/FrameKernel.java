package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The arithmetic of an encoder on the steps that hold a frame. */
public interface FrameKernel {
  /**
   * Encodes frames.
   *
   * @param parameters {@code [number]}, as {@link EncoderShape#parts()} says
   * @param output {@code [time * batch, output]} in c order; only the frames' places are written
   * @param training whether a backward pass may follow
   */
  void forward(FrameBatch frames, INDArray parameters, INDArray output, boolean training);

  /**
   * Computes the gradient of the newest forward pass in training.
   *
   * @param outputGradient {@code [time * batch, output]} in c order
   * @param gradient {@code [number]}, overwritten
   */
  void backward(INDArray outputGradient, INDArray gradient);
}
