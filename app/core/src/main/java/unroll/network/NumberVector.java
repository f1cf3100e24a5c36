package unroll.network;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A vector of floats or doubles in ND4J's binary format: a buffer with the shape, then one with the
 * numbers. A buffer is the name of its kind, its length and the name of its type, and its numbers,
 * all big-endian. Numbers keep every bit.
 *
 * @param length numbers in the vector
 */
record NumberVector(DataType type, long length) {
  private static final String KIND = "MIXED_DATA_TYPES";
  private static final int LONGEST_NAME = 32;
  private static final int CHUNK = 1 << 13;

  /** Shape information of a vector {@code [length]} and of a row {@code [1, length]}. */
  private static final int VECTOR_NUMBERS = 6;

  private static final int ROW_NUMBERS = 8;

  /** Writes a vector {@code [length]} of floats or doubles. */
  static void write(INDArray vector, OutputStream out) throws IOException {
    INDArray whole = vector.isView() ? vector.dup() : vector;
    DataOutputStream data = new DataOutputStream(out);
    long[] shape = whole.shapeInfoJava();
    writeHeader(data, shape.length, DataType.INT64);
    for (long number : shape) {
      data.writeLong(number);
    }
    writeHeader(data, whole.length(), whole.dataType());
    VectorBytes numbers = VectorBytes.of(whole);
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * whole.dataType().width());
    for (long at = 0; at < whole.length(); at += CHUNK) {
      numbers.get(at, (int) Math.min(CHUNK, whole.length() - at), bytes.clear());
      data.write(bytes.array(), 0, bytes.position());
    }
    data.flush();
  }

  private static void writeHeader(DataOutputStream out, long length, DataType type)
      throws IOException {
    out.writeUTF(KIND);
    out.writeLong(length);
    out.writeUTF(type.name());
  }

  /**
   * Reads everything before the numbers, and makes no room for them.
   *
   * @throws FormatException if it is not the vector's beginning
   * @throws EOFException if it ends too early
   */
  static NumberVector readHeader(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    long numbers = readLength(data, DataType.INT64.name());
    if (numbers != VECTOR_NUMBERS && numbers != ROW_NUMBERS) {
      throw new FormatException("expected a vector, found a shape of " + numbers + " numbers");
    }
    long[] shape = new long[(int) numbers];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = data.readLong();
    }
    boolean isVector = numbers == VECTOR_NUMBERS && shape[0] == 1;
    boolean isRow = numbers == ROW_NUMBERS && shape[0] == 2 && shape[1] == 1;
    if (!isVector && !isRow) {
      throw new FormatException("expected the shape of a vector");
    }
    requireKind(data);
    long length = data.readLong();
    String type = readName(data);
    if (!type.equals(DataType.FLOAT.name()) && !type.equals(DataType.DOUBLE.name())) {
      throw new FormatException("expected numbers of type FLOAT or DOUBLE, found " + type);
    } else if (length < 1 || length != shape[isVector ? 1 : 2]) {
      throw new FormatException(
          "expected as many numbers as the shape says, %d, found %d"
              .formatted(shape[isVector ? 1 : 2], length));
    }
    return new NumberVector(DataType.valueOf(type), length);
  }

  private static long readLength(DataInputStream in, String type) throws IOException {
    requireKind(in);
    long length = in.readLong();
    String found = readName(in);
    if (!found.equals(type)) {
      throw new FormatException("expected a buffer of type %s, found %s".formatted(type, found));
    }
    return length;
  }

  private static void requireKind(DataInputStream in) throws IOException {
    String kind = readName(in);
    if (!kind.equals(KIND)) {
      throw new FormatException("expected a buffer of kind %s, found %s".formatted(KIND, kind));
    }
  }

  /** As DataInputStream.readUTF, for the short names there are. */
  private static String readName(DataInputStream in) throws IOException {
    int length = in.readUnsignedShort();
    if (length > LONGEST_NAME) {
      throw new FormatException("expected a short name, found one of %d bytes".formatted(length));
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.US_ASCII).replaceAll("[^A-Z0-9_]", "?");
  }

  /** Bytes of the numbers alone. */
  long bytes() {
    return length * type.width();
  }

  /**
   * Reads the numbers after the header.
   *
   * @return {@code [length]}
   * @throws EOFException if it ends too early
   */
  INDArray readNumbers(InputStream in) throws IOException {
    INDArray vector = Nd4j.createUninitialized(type, new long[] {length}, 'c');
    VectorBytes numbers = VectorBytes.of(vector);
    byte[] bytes = new byte[CHUNK * type.width()];
    for (long at = 0; at < length; at += CHUNK) {
      int count = (int) Math.min(CHUNK, length - at);
      if (in.readNBytes(bytes, 0, count * type.width()) < count * type.width()) {
        throw new EOFException("it ends too early");
      }
      numbers.put(at, count, ByteBuffer.wrap(bytes));
    }
    return vector;
  }

  /** Bytes that are not a vector of numbers. */
  static final class FormatException extends IOException {
    private static final long serialVersionUID = 1L;

    FormatException(String message) {
      super(message);
    }
  }
}
