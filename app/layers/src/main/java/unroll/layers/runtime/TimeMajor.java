package unroll.layers.runtime;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The layers' own layout: a matrix {@code [time * batch, unit]} in c order, all rows of a step
 * beside each other. DL4J sees it as {@code [batch, unit, time]} with unusual strides.
 */
final class TimeMajor {
  private TimeMajor() {}

  /**
   * The matrix of an array that DL4J hands over; copied unless it lies so already.
   *
   * @param array {@code [batch, unit, time]}
   */
  static INDArray matrix(INDArray array, DataType type) {
    INDArray typed = array.dataType() == type ? array : array.castTo(type);
    INDArray ordered = typed.permute(2, 0, 1);
    if (!isContiguous(ordered)) {
      ordered = ordered.dup('c');
    }
    return ordered.reshape('c', array.size(2) * array.size(0), array.size(1));
  }

  /** A matrix for a layer's output or gradient, where DL4J wants to find it. */
  static INDArray create(
      LayerWorkspaceMgr workspaces,
      ArrayType place,
      DataType type,
      long time,
      long batch,
      long units,
      boolean zeroed) {
    long[] shape = {time * batch, units};
    return zeroed
        ? workspaces.create(place, type, shape, 'c')
        : workspaces.createUninitialized(place, type, shape, 'c');
  }

  /**
   * A matrix as DL4J sees it.
   *
   * @return a view {@code [batch, unit, time]}
   */
  static INDArray view(INDArray matrix, long time, long batch) {
    return matrix.reshape('c', time, batch, matrix.size(1)).permute(1, 2, 0);
  }

  private static boolean isContiguous(INDArray array) {
    long expected = 1;
    for (int dimension = array.rank() - 1; dimension >= 0; dimension--) {
      if (array.size(dimension) != 1 && array.stride(dimension) != expected) {
        return false;
      }
      expected *= array.size(dimension);
    }
    return true;
  }
}
