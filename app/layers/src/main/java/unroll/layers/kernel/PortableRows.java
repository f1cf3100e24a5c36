package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Parts of matrices in ND4J operations. */
final class PortableRows {
  private PortableRows() {}

  /** A view of the first rows. */
  static INDArray first(INDArray matrix, int rows) {
    return matrix.get(NDArrayIndex.interval(0, rows), NDArrayIndex.all());
  }

  /** A view of neighboring columns. */
  static INDArray columns(INDArray matrix, long from, long to) {
    return matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }

  /** A vector as a matrix of one row. */
  static INDArray row(INDArray vector) {
    return vector.reshape(1, vector.length());
  }

  /** Copies rows to the rows that {@code places} names. */
  static void put(INDArray rows, int[] places, INDArray target) {
    for (int i = 0; i < places.length; i++) {
      target.getRow(places[i]).assign(rows.getRow(i));
    }
  }

  /** Adds rows to the rows that {@code places} names. */
  static void add(INDArray rows, int[] places, INDArray target) {
    for (int i = 0; i < places.length; i++) {
      target.getRow(places[i]).addi(rows.getRow(i));
    }
  }
}
