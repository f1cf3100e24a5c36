package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** Matrices in stores, with some rows to spare: products are rounded up to whole blocks of rows. */
final class StoredRows {
  private static final int SPARE_ROWS = 16;

  private StoredRows() {}

  /** Numbers to ask a store for. */
  static long size(int rows, int width) {
    return (long) (GradientProduct.rounded(rows) + SPARE_ROWS) * width;
  }

  /** Room for a matrix, with zeros behind it as a {@link GradientProduct} wants them. */
  static void cleared(FloatStore store, int rows, int width) {
    FloatPointer matrix = store.of(size(rows, width));
    GradientProduct.clearRows(matrix, width, rows, GradientProduct.rounded(rows));
  }

  /** Room for a matrix of zeros. */
  static void zeros(FloatStore store, int rows, int width) {
    long numbers = size(rows, width);
    Pointer.memset(store.of(numbers), 0, numbers * Float.BYTES);
  }

  /** A row of a matrix for which there is room. */
  static FloatPointer at(FloatStore store, int row, int width) {
    return store.of(0).position((long) row * width);
  }
}
