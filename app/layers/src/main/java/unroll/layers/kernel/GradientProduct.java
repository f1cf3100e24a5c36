package unroll.layers.kernel;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** {@code c = a^T b}, the gradient of weights summed over all steps, for one thread. */
interface GradientProduct {
  /**
   * Steps are rounded up to a multiple of this, with zeros: code is made for a number of steps,
   * which would be another one in every batch of unequal lengths.
   */
  int ROUNDING = 64;

  /** The shape of a product, and whether it is added to what is there. */
  record Shape(int count, int rows, int columns, int strideOfA, boolean isAdded) {}

  /**
   * Multiplies.
   *
   * @param shape its count is of rows of a and b, a multiple of {@link #ROUNDING}; its rows are
   *     those of c
   * @param a {@code [count, strideOfA]}, the first {@code rows} numbers of each from the pointer's
   *     position on
   * @param b {@code [count, columns]} from the pointer's position on
   * @param c {@code [rows, columns]} from the pointer's position on
   */
  void multiply(Shape shape, FloatPointer a, FloatPointer b, FloatPointer c);

  /** By oneDNN where it runs, else by OpenBLAS. */
  static GradientProduct create() {
    return OneDnnEngine.get()
        .<GradientProduct>map(OneDnnGradientProduct::new)
        .orElse(GradientProduct::multiplyByBlas);
  }

  private static void multiplyByBlas(Shape shape, FloatPointer a, FloatPointer b, FloatPointer c) {
    FloatGemm.multiply(
        true,
        false,
        shape.rows(),
        shape.columns(),
        shape.count(),
        a,
        shape.strideOfA(),
        b,
        shape.columns(),
        shape.isAdded() ? 1 : 0,
        c,
        shape.columns());
  }

  /** The count that a product has for so many steps. */
  static int rounded(int steps) {
    return (steps + ROUNDING - 1) / ROUNDING * ROUNDING;
  }

  /** Sets the rows from {@code from} to before {@code to} of a matrix to zero. */
  static void clearRows(FloatPointer matrix, int width, int from, int to) {
    if (to > from) {
      BytePointer place = new BytePointer(new FloatPointer(matrix).position(0));
      place.position((long) from * width * Float.BYTES);
      Pointer.memset(place, 0, (long) (to - from) * width * Float.BYTES);
    }
  }
}
