package unroll.layers.kernel;

/**
 * What a cell computes between its matrix products, on the heap, for the slots of one thread.
 *
 * <p>Sums of products come as {@code [slot, gate * unit]}; everything else is {@code [slot *
 * unit]}, so that HotSpot vectorizes the loops.
 */
abstract class FloatCell {
  private final int units;
  private final int gates;
  private final float[][] biases;

  FloatCell(Cell cell, int units) {
    this.units = units;
    this.gates = cell.gates();
    this.biases = new float[cell.hasRecurrentBias() ? 2 * gates : gates][0];
  }

  static FloatCell of(Cell cell, int units) {
    return switch (cell) {
      case TANH_RNN -> new FloatRnn(cell, units);
      case RELU_RNN -> new FloatRnn(cell, units);
      case LSTM -> new FloatLstm(units);
      case GRU -> new FloatGru(units);
    };
  }

  /** Before the first step of a pass. */
  final void begin(StepOrder order, boolean keepTape, float[] bias, float[] recurrentBias) {
    for (int gate = 0; gate < gates; gate++) {
      biases[gate] = repeated(biases[gate], bias, gate, order.slots());
      if (recurrentBias != null) {
        biases[gates + gate] = repeated(biases[gates + gate], recurrentBias, gate, order.slots());
      }
    }
    beginTapes(order, keepTape);
  }

  abstract void beginTapes(StepOrder order, boolean keepTape);

  /**
   * One step.
   *
   * @param sums products with the input and, unless they are kept apart, with the state
   * @param recurrentSums products with the state where they are kept apart, else null
   * @param before hidden states before the step
   * @param cellBefore cell states before the first step
   * @param after gets the hidden states
   */
  abstract void forward(
      int step,
      int slots,
      float[] sums,
      float[] recurrentSums,
      float[] before,
      float[] cellBefore,
      float[] after);

  /**
   * The same step backward.
   *
   * @param before hidden states before the step
   * @param after hidden states after it
   * @param cellBefore cell states before the first step
   * @param gradient of the loss with respect to {@code after}; gets the part of the gradient with
   *     respect to {@code before} that does not go through a product
   * @param cellGradient of the loss with respect to the cell state after the step; gets that with
   *     respect to the one before
   * @param sums gets the gradient with respect to the sums
   * @param recurrentSums likewise where they are kept apart
   */
  abstract void backward(
      int step,
      int slots,
      float[] before,
      float[] after,
      float[] cellBefore,
      float[] gradient,
      float[] cellGradient,
      float[] sums,
      float[] recurrentSums);

  /** Cell states after a step, null for cells without one. */
  float[] cellState(int step) {
    return null;
  }

  final int units() {
    return units;
  }

  /** A gate's bias once for every slot. */
  final float[] bias(int gate) {
    return biases[gate];
  }

  final float[] recurrentBias(int gate) {
    return biases[gates + gate];
  }

  /** One gate's columns of all slots. */
  final void take(float[] sums, int gate, int slots, float[] into) {
    int width = gates * units;
    for (int slot = 0; slot < slots; slot++) {
      System.arraycopy(sums, slot * width + gate * units, into, slot * units, units);
    }
  }

  /** The other way round. */
  final void put(float[] from, int gate, int slots, float[] sums) {
    int width = gates * units;
    for (int slot = 0; slot < slots; slot++) {
      System.arraycopy(from, slot * units, sums, slot * width + gate * units, units);
    }
  }

  final float[] grown(float[] array, StepOrder order) {
    int needed = order.slots() * units;
    return array.length < needed ? new float[needed] : array;
  }

  private float[] repeated(float[] old, float[] bias, int gate, int slots) {
    float[] all = old.length < slots * units ? new float[slots * units] : old;
    for (int slot = 0; slot < slots; slot++) {
      System.arraycopy(bias, gate * units, all, slot * units, units);
    }
    return all;
  }
}
