package unroll.network;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The numbers of a vector of floats or doubles as big-endian bytes, a part at a time. */
sealed interface VectorBytes {
  /** Appends numbers {@code at} to before {@code at + count} to a buffer. */
  void get(long at, int count, ByteBuffer to);

  /** Overwrites these numbers with those of a buffer. */
  void put(long at, int count, ByteBuffer from);

  /**
   * @param vector {@code [length]} or {@code [1, length]}, no view
   */
  static VectorBytes of(INDArray vector) {
    return Nd4j.getEnvironment().isCPU() ? new InMemory(vector) : new OnDevice(vector);
  }

  /** Where ND4J computes with the same memory as Java: every bit is kept, and no copy made. */
  record InMemory(INDArray vector) implements VectorBytes {
    private boolean isFloat() {
      return vector.dataType() == DataType.FLOAT;
    }

    private IntPointer floats(long at) {
      IntPointer numbers = new IntPointer(vector.data().addressPointer());
      return numbers.position(numbers.position() + at);
    }

    private LongPointer doubles(long at) {
      LongPointer numbers = new LongPointer(vector.data().addressPointer());
      return numbers.position(numbers.position() + at);
    }

    @Override
    public void get(long at, int count, ByteBuffer to) {
      if (isFloat()) {
        int[] part = new int[count];
        floats(at).get(part, 0, count);
        to.asIntBuffer().put(part);
      } else {
        long[] part = new long[count];
        doubles(at).get(part, 0, count);
        to.asLongBuffer().put(part);
      }
      to.position(to.position() + count * vector.dataType().width());
    }

    @Override
    public void put(long at, int count, ByteBuffer from) {
      if (isFloat()) {
        int[] part = new int[count];
        from.asIntBuffer().get(part);
        floats(at).put(part, 0, count);
      } else {
        long[] part = new long[count];
        from.asLongBuffer().get(part);
        doubles(at).put(part, 0, count);
      }
    }
  }

  /** Where a device has memory of its own: ND4J knows which copy is the newer one. */
  record OnDevice(INDArray vector) implements VectorBytes {
    private INDArray part(long at, int count) {
      return vector.reshape(vector.length()).get(NDArrayIndex.interval(at, at + count));
    }

    @Override
    public void get(long at, int count, ByteBuffer to) {
      if (vector.dataType() == DataType.FLOAT) {
        for (float number : part(at, count).toFloatVector()) {
          to.putFloat(number);
        }
      } else {
        for (double number : part(at, count).toDoubleVector()) {
          to.putDouble(number);
        }
      }
    }

    @Override
    public void put(long at, int count, ByteBuffer from) {
      if (vector.dataType() == DataType.FLOAT) {
        float[] numbers = new float[count];
        from.asFloatBuffer().get(numbers);
        part(at, count).assign(Nd4j.createFromArray(numbers));
      } else {
        double[] numbers = new double[count];
        from.asDoubleBuffer().get(numbers);
        part(at, count).assign(Nd4j.createFromArray(numbers));
      }
    }
  }
}
