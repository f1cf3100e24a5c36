package unroll.layers.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The convolution blocks on one thread's share of the frames, a few at a time so that what lies
 * between two calls stays in the processor's cache.
 */
final class FrameConvolutions {
  /** Numbers of the largest plane set that stay in cache. */
  private static final int CACHED_NUMBERS = 131_072;

  private static final int MOST_FRAMES_AT_ONCE = 16;

  private final OneDnnEngine engine;
  private final EncoderShape shape;
  private final int framesAtOnce;
  private final Map<Integer, OneDnnConvolutions> compiled = new HashMap<>();
  private final List<FloatStore> outputs = new ArrayList<>();
  private final List<FloatStore> choices = new ArrayList<>();

  FrameConvolutions(OneDnnEngine engine, EncoderShape shape) {
    this.engine = engine;
    this.shape = shape;
    long largest = 1;
    for (EncoderShape.Block block : shape.blocks()) {
      largest = Math.max(largest, (long) block.filters() * block.height() * block.width());
      outputs.add(new FloatStore());
      choices.add(new FloatStore());
    }
    this.framesAtOnce = (int) Math.max(1, Math.min(MOST_FRAMES_AT_ONCE, CACHED_NUMBERS / largest));
  }

  /**
   * Computes features, and keeps what the backward pass reads.
   *
   * @param parameters as {@link EncoderShape#parts()} says
   * @param pixels {@code [frame, channel, row, column]}
   * @param features gets {@code [frame, feature]}
   */
  void forward(FloatPointer parameters, FloatPointer pixels, int count, FloatPointer features) {
    needed(count).forEach(convolutions -> convolutions.begin(parameters));
    run(
        count,
        (convolutions, frame) ->
            convolutions.forward(
                at(pixels, frame, shape.frame()), at(features, frame, shape.features())));
  }

  /**
   * Computes the gradients of the same frames.
   *
   * @param gradient as the parameters; those of the blocks are overwritten
   */
  void backward(
      FloatPointer pixels, int count, FloatPointer featureGradient, FloatPointer gradient) {
    needed(count).forEach(OneDnnConvolutions::beginBackward);
    run(
        count,
        (convolutions, frame) ->
            convolutions.backward(
                at(pixels, frame, shape.frame()), at(featureGradient, frame, shape.features())));
    EncoderShape.Part last = shape.parts().get(2 * shape.blocks().size() - 1);
    GradientProduct.clearRows(gradient, 1, 0, (int) last.end());
    needed(count).forEach(convolutions -> convolutions.addGradients(gradient));
  }

  /** Works on the frames from one on. */
  private interface Work {
    void run(OneDnnConvolutions convolutions, int firstFrame);
  }

  private void run(int count, Work work) {
    int blocks = shape.blocks().size();
    long[] outputNumbers = new long[blocks];
    long[] chosenNumbers = new long[blocks];
    for (OneDnnConvolutions convolutions : needed(count)) {
      for (int i = 0; i < blocks; i++) {
        outputNumbers[i] =
            Math.max(outputNumbers[i], perFrame(convolutions, convolutions.outputNumbers(i)));
        chosenNumbers[i] =
            Math.max(chosenNumbers[i], perFrame(convolutions, convolutions.chosenNumbers(i)));
      }
    }
    for (int frame = 0; frame < count; ) {
      OneDnnConvolutions convolutions = of(count - frame >= framesAtOnce ? framesAtOnce : 1);
      for (int i = 0; i < blocks; i++) {
        convolutions.placeBlock(
            i,
            at(outputs.get(i).of(count * outputNumbers[i]), frame, outputNumbers[i]),
            at(choices.get(i).of(count * chosenNumbers[i]), frame, chosenNumbers[i]));
      }
      work.run(convolutions, frame);
      frame += convolutions.frames();
    }
  }

  private static long perFrame(OneDnnConvolutions convolutions, long numbers) {
    return (numbers + convolutions.frames() - 1) / convolutions.frames();
  }

  private static FloatPointer at(FloatPointer numbers, int frame, long numbersOfFrame) {
    return new FloatPointer(numbers).position(numbers.position() + frame * numbersOfFrame);
  }

  /** Those that so many frames are gone through with. */
  private List<OneDnnConvolutions> needed(int count) {
    TreeSet<Integer> sizes = new TreeSet<>();
    if (count >= framesAtOnce) {
      sizes.add(framesAtOnce);
    }
    if (count % framesAtOnce > 0) {
      sizes.add(1);
    }
    return sizes.stream().map(this::of).toList();
  }

  private OneDnnConvolutions of(int frames) {
    return compiled.computeIfAbsent(
        frames, absent -> new OneDnnConvolutions(engine, shape, frames));
  }
}
