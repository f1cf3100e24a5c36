package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;

/** One thread's part of a block of an output layer's rows. */
final class OutputShare {
  /** Fewer rows do not fill a matrix product, more leave threads without work. */
  private static final int ROWS = 128;

  private static final int FEWEST_ROWS = 16;
  private static final int SHARES_OF_A_THREAD = 4;

  /** Numbers of logits that stay in a processor's cache until their gradients are used. */
  private static final int CACHED_NUMBERS = 32_768;

  private final int inputs;
  private final int outputs;
  private final OutputProducts.Products products;
  private final LogitMath math;

  OutputShare(OutputWeights weights, OutputProducts.Products products, LogitMath math) {
    this.inputs = weights.inputs();
    this.outputs = weights.outputs();
    this.products = products;
    this.math = math;
  }

  /** Into how many shares some rows are divided. */
  static int count(int rows, int threads) {
    int useful = Math.max(threads, Math.min(rows / ROWS, SHARES_OF_A_THREAD * threads));
    return Math.max(1, Math.min(useful, rows / FEWEST_ROWS));
  }

  /** Where a share begins. */
  static int start(int rows, int share, int shares) {
    return (int) ((long) rows * share / shares);
  }

  private int rowsAtOnce() {
    return Math.max(ROWS, CACHED_NUMBERS / outputs);
  }

  void activate(FloatPointer input, FloatPointer output, int from, int to) {
    for (int row = from; row < to; row += rowsAtOnce()) {
      int end = Math.min(to, row + rowsAtOnce());
      input.position((long) row * inputs);
      output.position((long) row * outputs);
      products.logits().multiply(end - row, input, false, output);
      activateLogits(output, row, end);
    }
  }

  private void activateLogits(FloatPointer output, int from, int to) {
    float[] logits = math.logits();
    double[] activations = math.activations();
    for (int row = from; row < to; row += math.rows()) {
      int rows = Math.min(math.rows(), to - row);
      output.position((long) row * outputs).get(logits, 0, rows * outputs);
      math.addBias(rows);
      math.activate(rows);
      for (int i = 0; i < rows * outputs; i++) {
        logits[i] = (float) activations[i];
      }
      output.put(logits, 0, rows * outputs);
    }
  }

  /**
   * Goes through rows of a block.
   *
   * @param losses of all labeled rows
   * @param biasGradient gets the sums of the gradients, which it is added to
   */
  void train(OutputBlock block, int from, int to, double[] losses, float[] biasGradient) {
    for (int row = from; row < to; row += rowsAtOnce()) {
      int end = Math.min(to, row + rowsAtOnce());
      block.gather(inputs, row, end);
      FloatPointer logits = block.logits(outputs, row);
      products.logits().multiply(end - row, block.input(inputs, row), false, logits);
      trainLogits(block, row, end, losses, biasGradient);
      if (block.hasGradients()) {
        FloatPointer gradient = block.inputGradient(inputs, row);
        products.inputGradient().multiply(end - row, logits, false, gradient);
        block.scatter(inputs, row, end);
      }
    }
  }

  private void trainLogits(
      OutputBlock block, int from, int to, double[] losses, float[] biasGradient) {
    FloatPointer place = block.logits(outputs, from);
    FloatPointer targets =
        block.rows().targets() instanceof OutputTargets.Numbers numbers
            ? NativeMatrix.of(numbers.matrix())
            : null;
    float[] logits = math.logits();
    for (int first = from; first < to; first += math.rows()) {
      int rows = Math.min(math.rows(), to - first);
      place.position((long) first * outputs).get(logits, 0, rows * outputs);
      math.addBias(rows);
      math.prepare(rows);
      for (int row = 0; row < rows; row++) {
        int labeled = block.from() + first + row;
        losses[labeled] = trainRow(block.rows(), targets, labeled, row);
      }
      if (block.hasGradients()) {
        addRows(logits, rows, biasGradient);
        place.put(logits, 0, rows * outputs);
      }
    }
  }

  private double trainRow(LabeledRows rows, FloatPointer targets, int labeled, int row) {
    int place = rows.places()[labeled];
    if (rows.targets() instanceof OutputTargets.Symbols symbols) {
      return math.train(row, symbols.ids()[place]);
    }
    targets.position((long) place * outputs).get(math.targets(), 0, outputs);
    return math.train(row);
  }

  private void addRows(float[] logits, int rows, float[] sums) {
    for (int row = 0; row < rows; row++) {
      int start = row * outputs;
      for (int i = 0; i < outputs; i++) {
        sums[i] += logits[start + i];
      }
    }
  }
}
