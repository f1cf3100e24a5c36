package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The native memory of arrays. */
final class NativeMatrix {
  private NativeMatrix() {}

  /**
   * A pointer at the first number of a float array whose numbers lie one after the other.
   *
   * @throws IllegalArgumentException if they do not
   */
  static FloatPointer of(INDArray array) {
    if (array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException("expected floats, got " + array.dataType());
    }
    if (!isPlain(array)) {
      throw new IllegalArgumentException("expected c order, got " + array.shapeInfoToString());
    }
    FloatPointer pointer = new FloatPointer(array.data().addressPointer());
    pointer.position(0).limit(array.length()).capacity(array.length());
    return pointer;
  }

  /** Whether an array's numbers lie one after the other, those of the last axis side by side. */
  static boolean isPlain(INDArray array) {
    long stride = 1;
    for (int dimension = array.rank() - 1; dimension >= 0; dimension--) {
      if (array.size(dimension) != 1 && array.stride(dimension) != stride) {
        return false;
      }
      stride *= array.size(dimension);
    }
    return true;
  }
}
