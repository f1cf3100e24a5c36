package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;

/**
 * A direction's weights as the products of a pass read them: matrices packed in native memory,
 * biases on the heap. Kept from pass to pass, packed anew in each.
 */
final class FloatWeights {
  private static final long FEWEST_NUMBERS_TO_SHARE = 20_000;

  private final int inputs;
  private final int width;
  private final PackedMatrix input;
  private final PackedMatrix inputTransposed;
  private final PackedMatrix recurrent;
  private final PackedMatrix recurrentTransposed;
  private CellWeights source;
  private float[] bias;
  private float[] recurrentBias;

  /**
   * @param inputs rows of the input weights
   * @param width gates times units
   */
  FloatWeights(int inputs, int units, int width) {
    this.inputs = inputs;
    this.width = width;
    this.input = PackedMatrix.of(inputs, width);
    this.inputTransposed = PackedMatrix.of(width, inputs);
    this.recurrent = PackedMatrix.of(units, width);
    this.recurrentTransposed = PackedMatrix.of(width, units);
  }

  /**
   * Takes weights for a forward pass.
   *
   * @param readsSymbols whether rows of the input weights are looked up instead of multiplied with
   */
  void begin(CellWeights weights, boolean readsSymbols) {
    source = weights;
    bias = weights.bias().toFloatVector();
    recurrentBias =
        weights.recurrentBias() == null ? null : weights.recurrentBias().toFloatVector();
    pack(!readsSymbols, input, recurrent, false);
  }

  /** Prepares the backward pass with the same weights. */
  void beginBackward(boolean wantsInputGradient) {
    pack(wantsInputGradient, inputTransposed, recurrentTransposed, true);
  }

  private void pack(
      boolean withInput, PackedMatrix ofInput, PackedMatrix ofState, boolean transposed) {
    boolean isShared = withInput && (long) inputs * width > FEWEST_NUMBERS_TO_SHARE;
    Workers.shared()
        .run(
            isShared ? 2 : 1,
            task -> {
              if (task == 0) {
                ofState.pack(NativeMatrix.of(source.recurrent()), transposed);
              }
              if (withInput && (task == 1 || !isShared)) {
                ofInput.pack(NativeMatrix.of(source.input()), transposed);
              }
            });
  }

  /** What one thread multiplies with. */
  Products products() {
    return new Products(
        input.product(),
        inputTransposed.product(),
        recurrent.product(),
        recurrentTransposed.product());
  }

  /** Products of one thread with all of the matrices. */
  record Products(
      PackedMatrix.Product input,
      PackedMatrix.Product inputTransposed,
      PackedMatrix.Product recurrent,
      PackedMatrix.Product recurrentTransposed) {}

  int inputs() {
    return inputs;
  }

  int width() {
    return width;
  }

  /** The input weights as they are, {@code [input, gate * unit]}. */
  FloatPointer inputRows() {
    return NativeMatrix.of(source.input());
  }

  float[] bias() {
    return bias;
  }

  /** Null for cells without one. */
  float[] recurrentBias() {
    return recurrentBias;
  }
}
