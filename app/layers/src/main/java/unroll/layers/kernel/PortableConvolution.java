package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import unroll.layers.kernel.EncoderShape.Block;

/**
 * A convolution block on some frames in ND4J operations.
 *
 * @param input {@code [frame, channel, row, column]}
 * @param rectified the convolution's output after ReLU
 * @param output the same after pooling
 */
record PortableConvolution(
    Block block, INDArray weights, INDArray input, INDArray rectified, INDArray output) {

  /**
   * The forward pass.
   *
   * @param numbers the frames, in any shape of c order
   */
  static PortableConvolution of(Block block, INDArray weights, INDArray bias, INDArray numbers) {
    long frames = numbers.size(0);
    INDArray input = numbers.reshape('c', frames, block.channels(), block.height(), block.width());
    INDArray raw =
        Nd4j.createUninitialized(
            input.dataType(), frames, block.filters(), block.height(), block.width());
    Nd4j.exec(
        DynamicCustomOp.builder("conv2d")
            .addInputs(input, weights, bias)
            .addOutputs(raw)
            .addIntegerArguments(convolutionArguments(block))
            .build());
    INDArray rectified = Transforms.relu(raw, false);
    return new PortableConvolution(
        block, weights, input, rectified, block.pool() == 1 ? rectified : pool(block, rectified));
  }

  private static INDArray pool(Block block, INDArray rectified) {
    INDArray pooled =
        Nd4j.createUninitialized(
            rectified.dataType(),
            rectified.size(0),
            block.filters(),
            block.pooledHeight(),
            block.pooledWidth());
    Nd4j.exec(
        DynamicCustomOp.builder("maxpool2d")
            .addInputs(rectified)
            .addOutputs(pooled)
            .addIntegerArguments(poolArguments(block))
            .build());
    return pooled;
  }

  /**
   * The backward pass.
   *
   * @param outputGradient in any shape of c order
   * @param weightGradient is added to
   * @param biasGradient is added to
   * @return the input's gradient
   */
  INDArray backward(INDArray outputGradient, INDArray weightGradient, INDArray biasGradient) {
    INDArray gradient = outputGradient.reshape('c', output.shape());
    if (block.pool() > 1) {
      INDArray spread = rectified.ulike();
      Nd4j.exec(
          DynamicCustomOp.builder("maxpool2d_bp")
              .addInputs(rectified, gradient)
              .addOutputs(spread)
              .addIntegerArguments(poolArguments(block))
              .build());
      gradient = spread;
    }
    gradient = gradient.mul(rectified.gt(0).castTo(gradient.dataType()));
    INDArray inputGradient = input.ulike();
    INDArray ofWeights = Nd4j.createUninitialized(weights.dataType(), weights.shape());
    Nd4j.exec(
        DynamicCustomOp.builder("conv2d_bp")
            .addInputs(input, weights, gradient)
            .addOutputs(inputGradient, ofWeights)
            .addIntegerArguments(convolutionArguments(block))
            .build());
    weightGradient.addi(ofWeights);
    biasGradient.addi(gradient.sum(0, 2, 3));
    return inputGradient;
  }

  /** Stride 1, size kept, channels first, weights as in {@link EncoderShape.Part}. */
  private static int[] convolutionArguments(Block block) {
    return new int[] {block.kernel(), block.kernel(), 1, 1, 0, 0, 1, 1, 1, 0, 1};
  }

  /** Windows side by side, sizes floored, channels first. */
  private static int[] poolArguments(Block block) {
    int pool = block.pool();
    return new int[] {pool, pool, pool, pool, 0, 0, 1, 1, 0, 0, 0};
  }
}
