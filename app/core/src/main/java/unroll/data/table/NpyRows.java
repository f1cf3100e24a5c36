package unroll.data.table;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import unroll.config.UserException;

/**
 * The rows of an array {@code [row, column]} of 32- or 64-bit numbers in NumPy's format, one after
 * the other; only one is in memory. Every size is checked against the file's before memory is
 * taken.
 */
public final class NpyRows implements Iterator<double[]>, AutoCloseable {
  private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);
  private static final int LONGEST_HEADER = 1 << 16;

  /** NumPy writes the three keys in this order, and nothing else between them. */
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([<>|=][^']{0,20})', 'fortran_order': (True|False),"
              + " 'shape': \\(([0-9, ]{0,100})\\),? ?\\} *\n?");

  private final String name;
  private final DataInputStream in;
  private final long rows;
  private final int width;
  private final int numberBytes;
  private final ByteOrder order;
  private long next;

  /**
   * @throws UserException if the file cannot be read or holds anything else
   */
  public NpyRows(Path file) {
    this.name = file.toString();
    try {
      this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
      try {
        byte[] prefix = in.readNBytes(8);
        int sizeBytes = sizeBytes(prefix);
        int length = headerLength(in.readNBytes(sizeBytes));
        String text = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        Matcher header = HEADER.matcher(text);
        if (!header.matches()) {
          throw wrong("a header of descr, fortran_order and shape", Excerpt.quoted(text.strip()));
        }
        this.order = header.group(1).startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        this.numberBytes = numberBytes(header.group(1));
        if (header.group(2).equals("True")) {
          throw wrong("an array in C order", "one in Fortran order");
        }
        long[] shape = shape(header.group(3));
        this.rows = shape[0];
        this.width = (int) shape[1];
        requireSize(Files.size(file) - prefix.length - sizeBytes - length);
      } catch (RuntimeException | IOException e) {
        in.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw new UserException(name + ": no such file", e);
    } catch (IOException e) {
      throw new UserException(name + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private int sizeBytes(byte[] prefix) {
    if (prefix.length < 8 || !Arrays.equals(Arrays.copyOf(prefix, MAGIC.length), MAGIC)) {
      throw new UserException(name + ": is not a .npy file: it does not begin as NumPy writes them");
    }
    return switch (prefix[6]) {
      case 1 -> Short.BYTES;
      case 2, 3 -> Integer.BYTES;
      default -> throw wrong("npy version 1.0, 2.0 or 3.0", prefix[6] + "." + prefix[7]);
    };
  }

  private int headerLength(byte[] size) {
    long length =
        ByteBuffer.wrap(Arrays.copyOf(size, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > LONGEST_HEADER) {
      throw wrong("a header of at most " + LONGEST_HEADER + " bytes", length + " bytes");
    }
    return (int) length;
  }

  private int numberBytes(String type) {
    return switch (type.substring(1)) {
      case "f4" -> Float.BYTES;
      case "f8" -> Double.BYTES;
      default -> throw wrong("numbers of type float32 or float64", type);
    };
  }

  private long[] shape(String text) {
    String[] sizes = text.split(",");
    if (sizes.length != 2) {
      throw wrong("an array of two axes, such as (100, 32)", "(" + text + ")");
    }
    long[] shape = new long[2];
    for (int axis = 0; axis < 2; axis++) {
      String size = sizes[axis].strip();
      if (!size.matches("[0-9]{1,11}")) {
        throw wrong("an array of two axes, such as (100, 32)", "(" + text + ")");
      }
      shape[axis] = Long.parseLong(size);
    }
    if (shape[1] < 1 || shape[1] > RowLimits.MOST_FIELDS) {
      throw wrong("1 to %,d columns".formatted(RowLimits.MOST_FIELDS), "(" + text + ")");
    }
    return shape;
  }

  private void requireSize(long found) {
    long expected = Math.multiplyExact(rows, (long) width * numberBytes);
    if (found != expected) {
      throw wrong(
          "%,d bytes of numbers for %,d rows of %,d".formatted(expected, rows, width),
          "%,d".formatted(found));
    }
  }

  /** Number of rows. */
  public long rows() {
    return rows;
  }

  /** Number of columns. */
  public int width() {
    return width;
  }

  @Override
  public boolean hasNext() {
    return next < rows;
  }

  /**
   * @throws UserException if a number is not finite
   */
  @Override
  public double[] next() {
    if (!hasNext()) {
      throw new NoSuchElementException(name);
    }
    ByteBuffer bytes = ByteBuffer.wrap(readRow()).order(order);
    double[] row = new double[width];
    for (int column = 0; column < width; column++) {
      row[column] = numberBytes == Float.BYTES ? bytes.getFloat() : bytes.getDouble();
      if (!Double.isFinite(row[column])) {
        throw new UserException(
            "%s, row %d, column %d: found %s, expected a finite number"
                .formatted(name, next + 1, column + 1, row[column]));
      }
    }
    next++;
    return row;
  }

  private byte[] readRow() {
    try {
      byte[] bytes = new byte[width * numberBytes];
      in.readFully(bytes);
      return bytes;
    } catch (EOFException e) {
      throw new UserException(name + ": became shorter while it was read", e);
    } catch (IOException e) {
      throw new UserException(name + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private UserException wrong(String expected, String found) {
    return new UserException("%s: expected %s, found %s".formatted(name, expected, found));
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UserException(name + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
