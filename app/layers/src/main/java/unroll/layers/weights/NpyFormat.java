package unroll.layers.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One array in NumPy's format. */
final class NpyFormat {
  private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);

  /** NumPy's own headers of plain arrays are a few hundred bytes. */
  private static final long LONGEST_HEADER = 1 << 16;

  /** NumPy promises that the numbers begin at a multiple of it. */
  private static final int ALIGNMENT = 64;

  private NpyFormat() {}

  /** Reads an array to which all that remains of the input must belong. */
  static INDArray read(TensorInput in) throws IOException {
    byte[] magic = in.take(MAGIC.length, "npy magic");
    if (!Arrays.equals(magic, MAGIC)) {
      throw in.wrong("the magic bytes of npy", Arrays.toString(magic));
    }
    byte[] version = in.take(2, "npy version");
    if (version[0] < 1 || version[0] > 3 || version[1] != 0) {
      throw in.wrong("npy version 1.0, 2.0 or 3.0", version[0] + "." + version[1]);
    }
    int sizeBytes = version[0] == 1 ? Short.BYTES : Integer.BYTES;
    byte[] size = Arrays.copyOf(in.take(sizeBytes, "npy header size"), Long.BYTES);
    long length = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length > LONGEST_HEADER) {
      throw in.wrong("an npy header of at most " + LONGEST_HEADER + " bytes", length);
    }
    Charset charset = version[0] < 3 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    String header = new String(in.take((int) length, "npy header"), charset);
    return NpyHeader.parse(header, in).read(in);
  }

  /**
   * Writes version 1.0.
   *
   * @param name of the array, for errors
   * @throws IllegalArgumentException if the array is neither float nor double
   */
  static void write(String name, INDArray array, OutputStream out) throws IOException {
    String header = NpyHeader.of(name, array);
    int prefix = MAGIC.length + 2 + Short.BYTES;
    int end = (prefix + header.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
    int length = end - prefix;
    out.write(MAGIC);
    out.write(new byte[] {1, 0, (byte) length, (byte) (length >> 8)});
    out.write(header.getBytes(StandardCharsets.ISO_8859_1));
    out.write(" ".repeat(length - header.length() - 1).getBytes(StandardCharsets.ISO_8859_1));
    out.write('\n');
    ArrayLayout.write(array, out);
  }
}
