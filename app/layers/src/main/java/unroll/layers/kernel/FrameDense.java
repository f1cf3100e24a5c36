package unroll.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The dense layers and the linear map on one thread's share of the frames. Its matrices have {@link
 * #rows} rows, for code is made for a number of rows; what is too much is zero where it counts.
 */
final class FrameDense {
  /** In use alone, up to so many frames are computed as they are. */
  private static final int FEW = 8;

  private final EncoderShape shape;
  private final List<PackedMatrix.Product> products;
  private final List<PackedMatrix.Product> transposed;
  private final GradientProduct gradientProduct = GradientProduct.create();
  private final FloatRows elementwise = new FloatRows();
  private final List<FloatStore> outputs = new ArrayList<>();
  private final List<FloatStore> inputGradients = new ArrayList<>();

  /** What every map has read. */
  private final FloatPointer[] inputs;

  /**
   * @param weights of every map, packed before each pass
   * @param transposedWeights packed before each backward pass
   */
  FrameDense(EncoderShape shape, List<PackedMatrix> weights, List<PackedMatrix> transposedWeights) {
    this.shape = shape;
    this.products = weights.stream().map(PackedMatrix::product).toList();
    this.transposed = transposedWeights.stream().map(PackedMatrix::product).toList();
    this.inputs = new FloatPointer[shape.denseMaps()];
    for (int map = 0; map < shape.denseMaps(); map++) {
      outputs.add(new FloatStore());
      inputGradients.add(new FloatStore());
    }
  }

  /** Rows of the matrices of so many frames. */
  static int rows(int frames, boolean training) {
    return training || frames > FEW ? GradientProduct.rounded(frames) : frames;
  }

  /**
   * Computes the encoder's output.
   *
   * @param parameters as {@link EncoderShape#parts()} says
   * @param features {@code [row, feature]}; kept for the backward pass, and changed by dropout
   * @param kept {@code [row, last hidden unit]}, what the linear map's input is multiplied with;
   *     null for no dropout
   * @param frames rows that {@code kept} has
   * @return {@code [row, output]}
   */
  FloatPointer forward(
      FloatPointer parameters, FloatPointer features, int rows, FloatPointer kept, int frames) {
    FloatPointer current = features;
    for (int map = 0; map < shape.denseMaps(); map++) {
      boolean isLast = map == shape.denseMaps() - 1;
      if (isLast && kept != null) {
        elementwise.multiply(current, kept, (long) frames * shape.lastHidden());
      }
      int width = shape.outputs(map);
      FloatPointer output = outputs.get(map).of((long) rows * width);
      inputs[map] = current;
      products.get(map).multiply(rows, current, false, output);
      elementwise.addBias(output, rows, bias(map).in(parameters), width, !isLast);
      current = output;
    }
    return current;
  }

  /**
   * Computes the gradients of the same rows.
   *
   * @param outputGradient {@code [row, output]}, zero in rows without a frame
   * @param gradient as the parameters; those of the maps are overwritten
   * @return {@code [row, feature]}, null if there are no blocks to use it
   */
  FloatPointer backward(
      FloatPointer outputGradient, int rows, FloatPointer kept, int frames, FloatPointer gradient) {
    FloatPointer current = outputGradient;
    for (int map = shape.denseMaps() - 1; map >= 0; map--) {
      int width = shape.inputs(map);
      gradientProduct.multiply(
          new GradientProduct.Shape(rows, width, shape.outputs(map), width, false),
          inputs[map],
          current,
          weights(map).in(gradient));
      elementwise.sumColumns(current, rows, shape.outputs(map), bias(map).in(gradient));
      if (map == 0 && shape.blocks().isEmpty()) {
        return null;
      }
      FloatPointer inputGradient = inputGradients.get(map).of((long) rows * width);
      transposed.get(map).multiply(rows, current, false, inputGradient);
      if (map == shape.denseMaps() - 1 && kept != null) {
        elementwise.multiply(inputGradient, kept, (long) frames * width);
      }
      if (map > 0) {
        elementwise.keepWherePositive(inputGradient, inputs[map], (long) rows * width);
      }
      current = inputGradient;
    }
    return current;
  }

  private EncoderShape.Part weights(int map) {
    return shape.parts().get(2 * (shape.blocks().size() + map));
  }

  private EncoderShape.Part bias(int map) {
    return shape.parts().get(2 * (shape.blocks().size() + map) + 1);
  }
}
