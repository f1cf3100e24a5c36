package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;

/**
 * Labeled rows whose logits are in memory at the same time.
 *
 * @param from position of the first among all labeled rows; to: of the one behind the last
 * @param logits room for {@code [row of the block, output]}
 * @param gathered room for {@code [row of the block, input]}; null to read the matrix in place
 * @param inputGradient {@code [row of the matrix, input]}; null if only the loss is asked for
 * @param gatheredGradient room for {@code [row of the block, input]}; null to write in place
 */
record OutputBlock(
    LabeledRows rows,
    int from,
    int to,
    FloatPointer logits,
    FloatPointer gathered,
    FloatPointer inputGradient,
    FloatPointer gatheredGradient) {

  int rowCount() {
    return to - from;
  }

  boolean hasGradients() {
    return inputGradient != null;
  }

  /** A new pointer at a row of the block's logits. */
  FloatPointer logits(int outputs, int row) {
    return new FloatPointer(logits).position((long) row * outputs);
  }

  /** A new pointer at a row of the block's input, which must have been gathered. */
  FloatPointer input(int inputs, int row) {
    return gathered == null
        ? NativeMatrix.of(rows.matrix()).position((long) (from + row) * inputs)
        : new FloatPointer(gathered).position((long) row * inputs);
  }

  /** A new pointer at where the gradient of a row's input is computed. */
  FloatPointer inputGradient(int inputs, int row) {
    return gatheredGradient == null
        ? new FloatPointer(inputGradient).position((long) (from + row) * inputs)
        : new FloatPointer(gatheredGradient).position((long) row * inputs);
  }

  void gather(int inputs, int first, int end) {
    if (gathered != null) {
      new NativeRows(
              NativeRows.Place.of(gathered, inputs),
              NativeRows.Place.of(NativeMatrix.of(rows.matrix()), inputs),
              inputs)
          .gather(first, rows.places(), from + first, from + end);
    }
  }

  void scatter(int inputs, int first, int end) {
    if (gatheredGradient != null) {
      new NativeRows(
              NativeRows.Place.of(inputGradient, inputs),
              NativeRows.Place.of(gatheredGradient, inputs),
              inputs)
          .scatter(first, rows.places(), from + first, from + end);
    }
  }
}
