package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;

/** A matrix as it lies in memory, which OpenBLAS packs again for every product. */
final class BlasMatrix implements PackedMatrix {
  private final int rows;
  private final int columns;
  private FloatPointer matrix;
  private boolean isTransposed;

  BlasMatrix(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
  }

  @Override
  public void pack(FloatPointer newMatrix, boolean transposed) {
    matrix = new FloatPointer(newMatrix);
    isTransposed = transposed;
  }

  @Override
  public Product product() {
    return (count, a, isAdded, c) ->
        FloatGemm.multiply(
            false,
            isTransposed,
            count,
            columns,
            rows,
            a,
            rows,
            matrix,
            isTransposed ? rows : columns,
            isAdded ? 1 : 0,
            c,
            columns);
  }
}
