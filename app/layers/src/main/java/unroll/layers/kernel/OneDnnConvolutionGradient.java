package unroll.layers.kernel;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import unroll.layers.kernel.OneDnnCalls.Argument;

/** The backward pass of a convolution block by oneDNN. */
final class OneDnnConvolutionGradient {
  private final OneDnnConvolution forward;
  private final OneDnnBlock block;
  private final OneDnnCalls backward;
  private final Sum weights;
  private final Sum bias;
  private final memory inputGradient;

  /**
   * Compiles the pass.
   *
   * @param gradient of the block's output, in any layout
   * @param preparing gets what is to be run when the weights have changed; null if the gradient of
   *     the input is not wanted
   * @param backward gets the calls of the pass
   */
  OneDnnConvolutionGradient(
      OneDnnConvolution forward, memory gradient, OneDnnCalls preparing, OneDnnCalls backward) {
    this.forward = forward;
    this.block = forward.block();
    this.backward = backward;
    memory rectified = addRectifier(backward.inLayout(gradient, forward.output().get_desc()));
    memory convolved = block.isPooled() ? addUnpooling(rectified) : rectified;
    convolution_backward_weights.primitive_desc description = describeWeights();
    this.weights = new Sum(description.diff_weights_desc(), block.plainWeights());
    this.bias = new Sum(description.diff_bias_desc(), block.bias());
    backward.add(
        new convolution_backward_weights(description),
        description.scratchpad_desc(),
        new Argument(dnnl.DNNL_ARG_SRC, backward.inLayout(forward.input(), description.src_desc())),
        new Argument(
            dnnl.DNNL_ARG_DIFF_DST, backward.inLayout(convolved, description.diff_dst_desc())),
        new Argument(dnnl.DNNL_ARG_DIFF_WEIGHTS, weights.addend),
        new Argument(dnnl.DNNL_ARG_DIFF_BIAS, bias.addend));
    this.inputGradient = preparing == null ? null : addInputGradient(convolved, preparing);
  }

  /** Where the largest number of a window is 0, so is the gradient of all of them. */
  private memory addRectifier(memory gradient) {
    memory.desc layout = gradient.get_desc();
    dnnl.algorithm relu = dnnl.algorithm.eltwise_relu_use_dst_for_bwd;
    eltwise_backward.primitive_desc description =
        new eltwise_backward.primitive_desc(
            block.cpu(),
            relu,
            layout,
            layout,
            layout,
            0,
            new eltwise_forward.primitive_desc(
                block.cpu(), dnnl.prop_kind.forward_training, relu, layout, layout),
            OneDnnEngine.attributes(false),
            false);
    memory rectified = new memory(layout, block.cpu());
    backward.add(
        new eltwise_backward(description),
        description.scratchpad_desc(),
        new Argument(dnnl.DNNL_ARG_DST, forward.output()),
        new Argument(dnnl.DNNL_ARG_DIFF_DST, gradient),
        new Argument(dnnl.DNNL_ARG_DIFF_SRC, rectified));
    return rectified;
  }

  private memory addUnpooling(memory gradient) {
    pooling_backward.primitive_desc description =
        new pooling_backward.primitive_desc(
            block.cpu(),
            dnnl.algorithm.pooling_max,
            forward.convolution().dst_desc(),
            gradient.get_desc(),
            block.window(),
            block.window(),
            block.none(),
            block.none(),
            block.none(),
            forward.pooling(),
            OneDnnEngine.attributes(false),
            false);
    memory convolved = new memory(description.diff_src_desc(), block.cpu());
    backward.add(
        new pooling_backward(description),
        description.scratchpad_desc(),
        new Argument(dnnl.DNNL_ARG_DIFF_DST, gradient),
        new Argument(dnnl.DNNL_ARG_WORKSPACE, forward.chosen()),
        new Argument(dnnl.DNNL_ARG_DIFF_SRC, convolved));
    return convolved;
  }

  private convolution_backward_weights.primitive_desc describeWeights() {
    return new convolution_backward_weights.primitive_desc(
        block.cpu(),
        dnnl.algorithm.convolution_direct,
        block.input(),
        block.weights(),
        block.bias(),
        block.convolved(),
        block.stride(),
        block.padding(),
        block.padding(),
        forward.convolution(),
        OneDnnEngine.attributes(false),
        false);
  }

  private memory addInputGradient(memory convolved, OneDnnCalls preparing) {
    convolution_backward_data.primitive_desc description =
        new convolution_backward_data.primitive_desc(
            block.cpu(),
            dnnl.algorithm.convolution_direct,
            block.input(),
            block.weights(),
            block.convolved(),
            block.stride(),
            block.padding(),
            block.padding(),
            forward.convolution(),
            OneDnnEngine.attributes(false),
            false);
    memory gradient = new memory(description.diff_src_desc(), block.cpu());
    backward.add(
        new convolution_backward_data(description),
        description.scratchpad_desc(),
        new Argument(
            dnnl.DNNL_ARG_DIFF_DST, backward.inLayout(convolved, description.diff_dst_desc())),
        new Argument(
            dnnl.DNNL_ARG_WEIGHTS,
            preparing.inLayout(forward.weights(), description.weights_desc())),
        new Argument(dnnl.DNNL_ARG_DIFF_SRC, gradient));
    return gradient;
  }

  /** Null if it is not wanted. */
  memory inputGradient() {
    return inputGradient;
  }

  /** Forgets the frames so far. */
  void clear() {
    weights.clear();
    bias.clear();
  }

  /** Adds the gradients of the frames that the calls have just gone through. */
  void accumulate() {
    weights.accumulate();
    bias.accumulate();
  }

  /**
   * Adds the sums.
   *
   * @param weightGradient as the weights lie among the parameters
   */
  void addTo(FloatPointer weightGradient, FloatPointer biasGradient) {
    weights.addTo(weightGradient);
    bias.addTo(biasGradient);
  }

  /** The sum over frames of a gradient, in the layout that it is computed in. */
  private final class Sum {
    private final memory addend;
    private final memory total;
    private final memory plain;
    private final OneDnnCalls ordering = new OneDnnCalls(block.cpu());

    Sum(memory.desc layout, memory.desc plainLayout) {
      this.addend = new memory(layout, block.cpu());
      this.total = new memory(layout, block.cpu());
      this.plain = ordering.inLayout(total, plainLayout);
    }

    void clear() {
      Pointer.memset(total.get_data_handle(), 0, total.get_desc().get_size());
    }

    void accumulate() {
      add(addend, new FloatPointer(total.get_data_handle()));
    }

    void addTo(FloatPointer target) {
      ordering.run();
      add(plain, target);
    }

    private void add(memory numbers, FloatPointer target) {
      int count = (int) (numbers.get_desc().get_size() / Float.BYTES);
      openblas.cblas_saxpy(count, 1f, new FloatPointer(numbers.get_data_handle()), 1, target, 1);
    }
  }
}
