package unroll.data.table;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import unroll.config.UserException;

/**
 * The rows of an array {@code [row, column]} of 32- or 64-bit numbers in NumPy's format, one after
 * the other; only one is in memory. The size that is told is checked against the file's before.
 */
public final class NpyRows implements Iterator<double[]>, AutoCloseable {
  private final String name;
  private final InputStream in;
  private final NpyHeader header;
  private long next;

  /**
   * @throws UserException if the file cannot be read or holds anything else
   */
  public NpyRows(Path file) {
    this.name = file.toString();
    try {
      this.in = new BufferedInputStream(Files.newInputStream(file));
      try {
        this.header = NpyHeader.read(name, in);
        header.requireBytes(name, Files.size(file) - header.bytes());
      } catch (RuntimeException | IOException e) {
        in.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw new UserException(name + ": no such file", e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private UserException unreadable(IOException e) {
    return new UserException(name + ": cannot be read: " + e.getMessage(), e);
  }

  /** Number of rows. */
  public long rows() {
    return header.rows();
  }

  /** Number of columns. */
  public int width() {
    return header.width();
  }

  @Override
  public boolean hasNext() {
    return next < header.rows();
  }

  /**
   * @throws UserException if a number is not finite
   */
  @Override
  public double[] next() {
    if (!hasNext()) {
      throw new NoSuchElementException(name);
    }
    ByteBuffer bytes = ByteBuffer.wrap(readRow()).order(header.order());
    double[] row = new double[header.width()];
    next++;
    for (int column = 0; column < row.length; column++) {
      row[column] = header.numberBytes() == Float.BYTES ? bytes.getFloat() : bytes.getDouble();
      if (!Double.isFinite(row[column])) {
        throw new UserException(
            "%s, row %d, column %d: found %s, expected a finite number"
                .formatted(name, next, column + 1, row[column]));
      }
    }
    return row;
  }

  private byte[] readRow() {
    int length = header.width() * header.numberBytes();
    try {
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new UserException(name + ": became shorter while it was read");
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
