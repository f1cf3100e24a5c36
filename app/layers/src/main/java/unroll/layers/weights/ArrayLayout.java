package unroll.layers.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.indexer.Bfloat16Indexer;
import org.bytedeco.javacpp.indexer.HalfIndexer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How a file stores the numbers of one array.
 *
 * @param firstAxisFastest true in Fortran's order, false in C's
 * @param shape empty for a scalar
 */
record ArrayLayout(ElementType type, ByteOrder byteOrder, boolean firstAxisFastest, long[] shape) {
  private static final int MOST_AXES = 32;

  /** The most that one Java array holds. */
  private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8;

  private static final int CHUNK = 1 << 16;

  /** Reads an array to which all that remains of the input must belong. */
  INDArray read(TensorInput in) throws IOException {
    int count = checkedCount(in);
    if (count == 0) {
      return Nd4j.create(type.dataType(), shape);
    }
    INDArray flat =
        type == ElementType.DOUBLE
            ? Nd4j.createFromArray(doubles(in, count))
            : Nd4j.createFromArray(floats(in, count));
    if (!firstAxisFastest || shape.length < 2) {
      return flat.reshape('c', shape);
    }
    int last = shape.length - 1;
    long[] reversed = IntStream.rangeClosed(0, last).mapToLong(i -> shape[last - i]).toArray();
    int[] axes = IntStream.rangeClosed(0, last).map(i -> last - i).toArray();
    return flat.reshape('c', reversed).permute(axes).dup('c');
  }

  private int checkedCount(TensorInput in) throws TensorFileException {
    if (shape.length > MOST_AXES) {
      throw in.wrong("at most " + MOST_AXES + " axes", shape.length);
    }
    long count = Arrays.stream(shape).anyMatch(size -> size == 0) ? 0 : product(in);
    if (count > MOST_NUMBERS) {
      throw in.wrong("at most " + MOST_NUMBERS + " numbers", Arrays.toString(shape));
    }
    long bytes = count * type.bytes();
    if (bytes != in.remaining()) {
      throw in.wrong(
          "%d bytes for shape %s".formatted(bytes, Arrays.toString(shape)),
          in.remaining() + " bytes");
    }
    return (int) count;
  }

  private long product(TensorInput in) throws TensorFileException {
    try {
      return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw in.wrong("at most " + MOST_NUMBERS + " numbers", Arrays.toString(shape));
    }
  }

  private double[] doubles(TensorInput in, int count) throws IOException {
    double[] numbers = new double[count];
    byte[] chunk = new byte[CHUNK];
    int length;
    for (int from = 0; from < count; from += length) {
      length = Math.min(CHUNK / Double.BYTES, count - from);
      in.fill(chunk, length * Double.BYTES);
      ByteBuffer.wrap(chunk).order(byteOrder).asDoubleBuffer().get(numbers, from, length);
    }
    return numbers;
  }

  private float[] floats(TensorInput in, int count) throws IOException {
    float[] numbers = new float[count];
    byte[] chunk = new byte[CHUNK];
    int length;
    for (int from = 0; from < count; from += length) {
      length = Math.min(CHUNK / type.bytes(), count - from);
      in.fill(chunk, length * type.bytes());
      decode(ByteBuffer.wrap(chunk).order(byteOrder), numbers, from, from + length);
    }
    return numbers;
  }

  private void decode(ByteBuffer bytes, float[] to, int from, int end) {
    if (type == ElementType.SINGLE) {
      bytes.asFloatBuffer().get(to, from, end - from);
      return;
    }
    for (int i = from; i < end; i++) {
      short bits = bytes.getShort();
      to[i] = type == ElementType.HALF ? HalfIndexer.toFloat(bits) : Bfloat16Indexer.toFloat(bits);
    }
  }

  /** Writes the numbers of a float or double array, little-endian and in C's order. */
  static void write(INDArray array, OutputStream out) throws IOException {
    if (array.isEmpty()) {
      return;
    }
    INDArray flat = array.dup('c').reshape(array.length());
    if (ElementType.of("", array) == ElementType.DOUBLE) {
      write(flat.toDoubleVector(), out);
    } else {
      write(flat.toFloatVector(), out);
    }
  }

  private static void write(double[] numbers, OutputStream out) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    int length;
    for (int from = 0; from < numbers.length; from += length) {
      length = Math.min(CHUNK / Double.BYTES, numbers.length - from);
      chunk.asDoubleBuffer().put(numbers, from, length);
      out.write(chunk.array(), 0, length * Double.BYTES);
    }
  }

  private static void write(float[] numbers, OutputStream out) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    int length;
    for (int from = 0; from < numbers.length; from += length) {
      length = Math.min(CHUNK / Float.BYTES, numbers.length - from);
      chunk.asFloatBuffer().put(numbers, from, length);
      out.write(chunk.array(), 0, length * Float.BYTES);
    }
  }
}
