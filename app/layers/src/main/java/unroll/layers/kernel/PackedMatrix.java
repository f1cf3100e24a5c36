package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;

/**
 * A float matrix {@code [rows, columns]} laid out once for many products with it on the right.
 * Packing is for one thread, and what is packed is then read by many.
 */
interface PackedMatrix {
  /**
   * Takes the numbers of a matrix as they are now.
   *
   * @param matrix {@code [rows, columns]}, or {@code [columns, rows]} if it is to be transposed;
   *     not to be freed before the last product
   */
  void pack(FloatPointer matrix, boolean transposed);

  /** What one thread multiplies with. */
  Product product();

  /** Products with a packed matrix, for one thread. */
  interface Product {
    /**
     * {@code c = a matrix}, or {@code c += a matrix}.
     *
     * @param count rows of a and c
     * @param a {@code [count, rows]} from the pointer's position on
     * @param c {@code [count, columns]} likewise
     */
    void multiply(int count, FloatPointer a, boolean isAdded, FloatPointer c);
  }

  /** Laid out by oneDNN where it runs, else as it is for OpenBLAS. */
  static PackedMatrix of(int rows, int columns) {
    return OneDnnEngine.get().isPresent()
        ? new OneDnnMatrix(OneDnnEngine.get().get(), rows, columns)
        : new BlasMatrix(rows, columns);
  }
}
