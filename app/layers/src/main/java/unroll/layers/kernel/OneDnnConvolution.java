package unroll.layers.kernel;

import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import unroll.layers.kernel.OneDnnCalls.Argument;

/**
 * The forward pass of a convolution block by oneDNN. What the backward pass reads is placed from
 * outside, so that it can be kept.
 */
final class OneDnnConvolution {
  private final OneDnnBlock block;
  private final memory input;
  private final memory weights;
  private final memory bias;
  private final convolution_forward.primitive_desc convolution;

  /** Null without pooling. */
  private final pooling_forward.primitive_desc pooling;

  /** Which number of a window was the largest; null without pooling. */
  private final memory chosen;

  private final memory output;

  /**
   * Compiles the pass.
   *
   * @param input frames, or the output of the block before
   * @param preparing gets what is to be run when the weights have changed
   * @param forward gets the calls of the pass
   */
  OneDnnConvolution(OneDnnBlock block, memory input, OneDnnCalls preparing, OneDnnCalls forward) {
    this.block = block;
    this.input = input;
    this.weights = block.placedLater(block.plainWeights());
    this.bias = block.placedLater(block.bias());
    this.convolution = describe(block);
    this.pooling = block.isPooled() ? describePooling() : null;
    this.chosen = block.isPooled() ? block.placedLater(pooling.workspace_desc()) : null;
    this.output = block.placedLater(block.isPooled() ? pooling.dst_desc() : convolution.dst_desc());
    memory convolved = block.isPooled() ? new memory(convolution.dst_desc(), block.cpu()) : output;
    forward.add(
        new convolution_forward(convolution),
        convolution.scratchpad_desc(),
        new Argument(dnnl.DNNL_ARG_SRC, forward.inLayout(input, convolution.src_desc())),
        new Argument(
            dnnl.DNNL_ARG_WEIGHTS, preparing.inLayout(weights, convolution.weights_desc())),
        new Argument(dnnl.DNNL_ARG_BIAS, bias),
        new Argument(dnnl.DNNL_ARG_DST, convolved));
    if (block.isPooled()) {
      forward.add(
          new pooling_forward(pooling),
          pooling.scratchpad_desc(),
          new Argument(dnnl.DNNL_ARG_SRC, convolved),
          new Argument(dnnl.DNNL_ARG_DST, output),
          new Argument(dnnl.DNNL_ARG_WORKSPACE, chosen));
    }
  }

  private static convolution_forward.primitive_desc describe(OneDnnBlock block) {
    primitive_attr attributes = OneDnnEngine.attributes(false);
    post_ops rectifier = new post_ops();
    rectifier.append_eltwise(dnnl.algorithm.eltwise_relu, 0, 0);
    attributes.set_post_ops(rectifier);
    return new convolution_forward.primitive_desc(
        block.cpu(),
        dnnl.prop_kind.forward_training,
        dnnl.algorithm.convolution_direct,
        block.input(),
        block.weights(),
        block.bias(),
        block.convolved(),
        block.stride(),
        block.padding(),
        block.padding(),
        attributes,
        false);
  }

  private pooling_forward.primitive_desc describePooling() {
    return new pooling_forward.primitive_desc(
        block.cpu(),
        dnnl.prop_kind.forward_training,
        dnnl.algorithm.pooling_max,
        convolution.dst_desc(),
        block.pooled(),
        block.window(),
        block.window(),
        block.none(),
        block.none(),
        block.none(),
        OneDnnEngine.attributes(false),
        false);
  }

  OneDnnBlock block() {
    return block;
  }

  convolution_forward.primitive_desc convolution() {
    return convolution;
  }

  pooling_forward.primitive_desc pooling() {
    return pooling;
  }

  memory input() {
    return input;
  }

  memory weights() {
    return weights;
  }

  memory bias() {
    return bias;
  }

  memory chosen() {
    return chosen;
  }

  /** After ReLU and pooling, in a layout of oneDNN's choice. */
  memory output() {
    return output;
  }
}
