package unroll.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;

/** All convolution blocks on a fixed number of frames, for one thread at a time. */
final class OneDnnConvolutions {
  private final engine cpu;
  private final EncoderShape shape;
  private final int frames;
  private final OneDnnCalls preparing;
  private final OneDnnCalls forward;
  private final memory input;
  private final memory features;
  private final List<OneDnnConvolution> blocks = new ArrayList<>();
  private final Address place = new Address();
  private Backward backward;

  OneDnnConvolutions(OneDnnEngine engine, EncoderShape shape, int frames) {
    this.cpu = engine.engine();
    this.shape = shape;
    this.frames = frames;
    this.preparing = new OneDnnCalls(cpu);
    this.forward = new OneDnnCalls(cpu);
    this.input = block(0).placedLater(block(0).plainInput());
    memory current = input;
    for (int i = 0; i < shape.blocks().size(); i++) {
      OneDnnConvolution convolution = new OneDnnConvolution(block(i), current, preparing, forward);
      blocks.add(convolution);
      current = convolution.output();
    }
    OneDnnBlock last = block(shape.blocks().size() - 1);
    this.features = last.placedLater(last.plainOutput());
    forward.addCopy(current, features);
  }

  private OneDnnBlock block(int index) {
    return new OneDnnBlock(cpu, shape.blocks().get(index), frames);
  }

  /** What the backward pass needs besides. */
  private final class Backward {
    private final OneDnnCalls preparing = new OneDnnCalls(cpu);
    private final OneDnnCalls calls = new OneDnnCalls(cpu);
    private final memory gradient;

    /** From the last block to the first. */
    private final List<OneDnnConvolutionGradient> gradients = new ArrayList<>();

    Backward() {
      this.gradient = block(blocks.size() - 1).placedLater(features.get_desc());
      memory current = gradient;
      for (int i = blocks.size() - 1; i >= 0; i--) {
        OneDnnConvolutionGradient compiled =
            new OneDnnConvolutionGradient(blocks.get(i), current, i == 0 ? null : preparing, calls);
        gradients.add(compiled);
        current = compiled.inputGradient();
      }
    }
  }

  /** Frames of a call. */
  int frames() {
    return frames;
  }

  /** Numbers that a block's output takes in memory. */
  long outputNumbers(int index) {
    return numbers(blocks.get(index).output());
  }

  /** Numbers that the choices of its pooling take. */
  long chosenNumbers(int index) {
    memory chosen = blocks.get(index).chosen();
    return chosen == null ? 0 : numbers(chosen);
  }

  private static long numbers(memory memory) {
    return (memory.get_desc().get_size() + Float.BYTES - 1) / Float.BYTES;
  }

  /**
   * Takes weights.
   *
   * @param parameters as {@link EncoderShape#parts()} says
   */
  void begin(FloatPointer parameters) {
    List<EncoderShape.Part> parts = shape.parts();
    for (int i = 0; i < blocks.size(); i++) {
      put(blocks.get(i).weights(), parts.get(2 * i).in(parameters));
      put(blocks.get(i).bias(), parts.get(2 * i + 1).in(parameters));
    }
    preparing.run();
  }

  /** Prepares the backward pass with the same weights. */
  void beginBackward() {
    if (backward == null) {
      backward = new Backward();
    }
    backward.preparing.run();
    backward.gradients.forEach(OneDnnConvolutionGradient::clear);
  }

  /**
   * Where a block's output is written and read back.
   *
   * @param chosen where the choices of its pooling are; not used without pooling
   */
  void placeBlock(int index, FloatPointer output, FloatPointer chosen) {
    put(blocks.get(index).output(), output);
    if (blocks.get(index).chosen() != null) {
      put(blocks.get(index).chosen(), chosen);
    }
  }

  /**
   * Computes what the dense layers read.
   *
   * @param pixels {@code [frame, channel, row, column]}
   * @param toFeatures gets {@code [frame, feature]}
   */
  void forward(FloatPointer pixels, FloatPointer toFeatures) {
    put(input, pixels);
    put(features, toFeatures);
    forward.run();
  }

  /** Adds up the gradients, with the blocks placed as in the forward pass. */
  void backward(FloatPointer pixels, FloatPointer featureGradient) {
    put(input, pixels);
    put(backward.gradient, featureGradient);
    backward.calls.run();
    backward.gradients.forEach(OneDnnConvolutionGradient::accumulate);
  }

  /**
   * Adds the sums of the calls since the pass began.
   *
   * @param gradient as the parameters
   */
  void addGradients(FloatPointer gradient) {
    List<EncoderShape.Part> parts = shape.parts();
    for (int i = 0; i < blocks.size(); i++) {
      backward
          .gradients
          .get(blocks.size() - 1 - i)
          .addTo(parts.get(2 * i).in(gradient), parts.get(2 * i + 1).in(gradient));
    }
  }

  private void put(memory memory, FloatPointer numbers) {
    memory.set_data_handle(place.at(numbers));
  }
}
