package unroll.data.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import unroll.config.UserException;

/**
 * What stands before the numbers of an array {@code [row, column]} in NumPy's format (NEP 1).
 *
 * @param numberBytes bytes of a number, which is a float or a double
 * @param bytes length of all that stands before the numbers
 */
record NpyHeader(long rows, int width, int numberBytes, ByteOrder order, long bytes) {
  private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);
  private static final int PREFIX = 8;
  private static final int LONGEST = 1 << 16;
  private static final String TWO_AXES = "an array of two axes, such as (100, 32)";

  /** NumPy writes the three keys in this order, and nothing else between them. */
  private static final Pattern TEXT =
      Pattern.compile(
          "\\{'descr': '([<>|])([^']{0,20})', 'fortran_order': (True|False),"
              + " 'shape': \\(([0-9, ]{0,100})\\),? ?\\} *\n?");

  /**
   * @param name what to call the array in messages
   * @throws UserException if it is not an array that can be read row by row
   */
  static NpyHeader read(String name, InputStream in) throws IOException {
    byte[] prefix = in.readNBytes(PREFIX);
    if (prefix.length < PREFIX || !Arrays.equals(Arrays.copyOf(prefix, MAGIC.length), MAGIC)) {
      throw new UserException(
          name + ": is not a .npy file: it does not begin as NumPy writes them");
    }
    int sizeBytes =
        switch (prefix[6]) {
          case 1 -> Short.BYTES;
          case 2, 3 -> Integer.BYTES;
          default -> throw wrong(name, "npy version 1.0, 2.0 or 3.0", prefix[6] + "." + prefix[7]);
        };
    int length = length(name, in.readNBytes(sizeBytes));
    String text = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    Matcher header = TEXT.matcher(text);
    if (!header.matches()) {
      throw wrong(name, "a header of descr, fortran_order and shape", "'" + text.strip() + "'");
    } else if (header.group(3).equals("True")) {
      throw wrong(name, "an array in C order", "one in Fortran order");
    }
    long[] shape = shape(name, header.group(4));
    return new NpyHeader(
        shape[0],
        (int) shape[1],
        numberBytes(name, header.group(2)),
        header.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
        (long) PREFIX + sizeBytes + length);
  }

  private static int length(String name, byte[] size) {
    long length =
        ByteBuffer.wrap(Arrays.copyOf(size, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length > LONGEST) {
      throw wrong(name, "a header of at most " + LONGEST + " bytes", length + " bytes");
    }
    return (int) length;
  }

  private static int numberBytes(String name, String type) {
    return switch (type) {
      case "f4" -> Float.BYTES;
      case "f8" -> Double.BYTES;
      default -> throw wrong(name, "numbers of type float32 or float64", type);
    };
  }

  private static long[] shape(String name, String text) {
    String[] sizes = text.split(",");
    long[] shape = new long[sizes.length];
    for (int axis = 0; axis < sizes.length; axis++) {
      String size = sizes[axis].strip();
      if (sizes.length != 2 || !size.matches("[0-9]{1,11}")) {
        throw wrong(name, TWO_AXES, "(" + text + ")");
      }
      shape[axis] = Long.parseLong(size);
    }
    if (shape[1] < 1 || shape[1] > RowLimits.MOST_FIELDS) {
      throw wrong(name, "1 to %,d columns".formatted(RowLimits.MOST_FIELDS), "(" + text + ")");
    }
    return shape;
  }

  /**
   * @throws UserException if the numbers of the array take more or fewer bytes
   */
  void requireBytes(String name, long found) {
    long expected = rows * width * numberBytes;
    if (found != expected) {
      throw wrong(
          name,
          "%,d bytes of numbers for %,d rows of %,d".formatted(expected, rows, width),
          "%,d".formatted(found));
    }
  }

  private static UserException wrong(String name, String expected, String found) {
    return new UserException(
        "%s: expected %s, found %s".formatted(name, expected, Excerpt.of(found)));
  }
}
