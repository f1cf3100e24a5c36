package unroll.layers.kernel;

import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One thread's part of the frames of a batch, and what it keeps for the backward pass. */
final class FrameShare {
  /** Frames at a time where nothing is kept. */
  private static final int PIECE = 512;

  private final EncoderShape shape;
  private final FrameDense dense;

  /** Null without blocks. */
  private final FrameConvolutions convolutions;

  private final FloatStore pixelStore = new FloatStore();
  private final FloatStore featureStore = new FloatStore();
  private final FloatStore outputGradientStore = new FloatStore();
  private final FloatStore gradientStore = new FloatStore();

  FrameShare(EncoderShape shape, List<PackedMatrix> weights, List<PackedMatrix> transposed) {
    this.shape = shape;
    this.dense = new FrameDense(shape, weights, transposed);
    this.convolutions =
        shape.blocks().isEmpty()
            ? null
            : new FrameConvolutions(OneDnnEngine.get().orElseThrow(), shape);
  }

  /**
   * Encodes the frames from one to before another.
   *
   * @param output {@code [time * batch, output]}
   */
  void forward(
      FrameBatch batch,
      int from,
      int to,
      FloatPointer parameters,
      FloatPointer output,
      boolean training) {
    int step = training ? Math.max(1, to - from) : PIECE;
    for (int first = from; first < to; first += step) {
      encode(batch, first, Math.min(to, first + step), parameters, output, training);
    }
  }

  private void encode(
      FrameBatch batch,
      int from,
      int to,
      FloatPointer parameters,
      FloatPointer output,
      boolean training) {
    int frames = to - from;
    int rows = FrameDense.rows(frames, training);
    FloatPointer pixels = pixelStore.of((long) rows * shape.frame());
    gather(batch, from, to, pixels);
    FloatPointer features = pixels;
    if (convolutions != null) {
      features = featureStore.of((long) rows * shape.features());
      convolutions.forward(parameters, pixels, frames, features);
    }
    GradientProduct.clearRows(features, shape.features(), frames, rows);
    FloatPointer encoded = dense.forward(parameters, features, rows, kept(batch, from), frames);
    rows(output, encoded).scatter(0, batch.places(), from, to);
  }

  private static FloatPointer kept(FrameBatch batch, int from) {
    return batch.kept() == null
        ? null
        : NativeMatrix.of(batch.kept()).position(from * batch.kept().size(1));
  }

  private void gather(FrameBatch batch, int from, int to, FloatPointer pixels) {
    INDArray input = batch.input();
    FloatPointer source = new FloatPointer(input.data().addressPointer());
    FloatPointer target = new FloatPointer(pixels);
    for (int i = from; i < to; i++) {
      long place =
          batch.row(i) * input.stride(0) + input.stride(1) + batch.step(i) * input.stride(2);
      openblas.cblas_scopy(
          shape.frame(),
          source.position(place),
          input.stride(1),
          target.position((long) (i - from) * shape.frame()),
          1);
    }
  }

  private NativeRows rows(FloatPointer target, FloatPointer source) {
    int width = (int) shape.outputs();
    return new NativeRows(
        NativeRows.Place.of(target, width), NativeRows.Place.of(source, width), width);
  }

  /** Where a share's gradient is added up, as the parameters. */
  FloatPointer ownGradient() {
    return gradientStore.of(shape.length());
  }

  /**
   * Computes the gradient of the same frames.
   *
   * @param outputGradient {@code [time * batch, output]}
   * @param gradient as the parameters, overwritten
   */
  void backward(
      FrameBatch batch, int from, int to, FloatPointer outputGradient, FloatPointer gradient) {
    int frames = to - from;
    int rows = FrameDense.rows(frames, true);
    FloatPointer ofFrames = outputGradientStore.of(rows * shape.outputs());
    rows(ofFrames, outputGradient).gather(0, batch.places(), from, to);
    GradientProduct.clearRows(ofFrames, (int) shape.outputs(), frames, rows);
    FloatPointer featureGradient =
        dense.backward(ofFrames, rows, kept(batch, from), frames, gradient);
    if (convolutions != null) {
      FloatPointer pixels = pixelStore.of((long) rows * shape.frame());
      convolutions.backward(pixels, frames, featureGradient, gradient);
    }
  }
}
