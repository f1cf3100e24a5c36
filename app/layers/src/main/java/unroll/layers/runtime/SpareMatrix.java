package unroll.layers.runtime;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A matrix that one pass after the other uses. The next takes the same memory: what Java frees late
 * would pile up outside its heap.
 */
final class SpareMatrix {
  private final DataType type;
  private INDArray memory;

  SpareMatrix(DataType type) {
    this.type = type;
  }

  /** Zeros, until the next call. */
  INDArray zeros(long rows, long columns) {
    return part(rows, columns).assign(0);
  }

  /** Any numbers, until the next call. */
  INDArray part(long rows, long columns) {
    long length = rows * columns;
    if (memory == null || memory.length() < length) {
      memory = Nd4j.createUninitialized(type, new long[] {length}, 'c');
    }
    return memory.get(NDArrayIndex.interval(0, length)).reshape('c', rows, columns);
  }
}
