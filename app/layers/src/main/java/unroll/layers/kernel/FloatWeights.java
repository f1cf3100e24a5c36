package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;

/**
 * A direction's weights in native memory, biases on the heap.
 *
 * @param inputs rows of the input weights
 * @param recurrentTransposed {@code [gate * unit, unit]}: a small product with a transposed matrix
 *     takes twice as long as one with its copy
 */
record FloatWeights(
    int inputs,
    FloatPointer input,
    FloatPointer recurrent,
    FloatPointer recurrentTransposed,
    float[] bias,
    float[] recurrentBias) {

  static FloatWeights of(CellWeights weights) {
    return new FloatWeights(
        (int) weights.input().size(0),
        NativeMatrix.of(weights.input()),
        NativeMatrix.of(weights.recurrent()),
        null,
        weights.bias().toFloatVector(),
        weights.recurrentBias() == null ? null : weights.recurrentBias().toFloatVector());
  }

  /** The same with the copy that the backward pass needs. */
  FloatWeights withTransposed(FloatStore store) {
    int units = (int) (recurrent.limit() / bias.length);
    FloatPointer copy = store.of(recurrent.limit());
    Transposition.copy(recurrent, units, bias.length, copy);
    return new FloatWeights(inputs, input, recurrent, copy, bias, recurrentBias);
  }

  /** The same behind pointers that no other thread moves. */
  FloatWeights forThread() {
    return new FloatWeights(
        inputs,
        new FloatPointer(input).position(0),
        new FloatPointer(recurrent).position(0),
        recurrentTransposed == null ? null : new FloatPointer(recurrentTransposed).position(0),
        bias,
        recurrentBias);
  }
}
