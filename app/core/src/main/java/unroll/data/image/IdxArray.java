package unroll.data.image;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import unroll.config.UserException;

/**
 * An array of unsigned bytes from an IDX file, the format of MNIST (LeCun, Cortes, Burges): two
 * zeros, 8 for unsigned bytes, the number of dimensions, the length of each as four bytes, highest
 * first, then the bytes, the last dimension fastest. The file may be gzipped, whatever its name.
 */
record IdxArray(int[] lengths, byte[] bytes) {
  private static final int UNSIGNED_BYTES = 0x0800;
  private static final int GZIP = 0x1F8B;
  private static final long MOST_BYTES = 1 << 30;

  /**
   * @throws UserException if the file is not there, is not such an array of so many dimensions, is
   *     over a gibibyte or a quarter of what Java may use, or has more or fewer bytes than its head
   *     says
   */
  static IdxArray read(Path file, int dimensions) {
    if (Files.isDirectory(file)) {
      throw new UserException(file + ": is a folder; expected an IDX file");
    }
    try (DataInputStream in = new DataInputStream(open(file))) {
      int magic = in.readInt();
      if (magic != UNSIGNED_BYTES + dimensions) {
        throw new UserException(
            "%s: begins with 0x%08x; expected 0x%08x, an IDX file of bytes with %d dimensions"
                .formatted(file, magic, UNSIGNED_BYTES + dimensions, dimensions));
      }
      int[] lengths = new int[dimensions];
      for (int dimension = 0; dimension < dimensions; dimension++) {
        lengths[dimension] = in.readInt();
      }
      return new IdxArray(lengths, bytes(file, in, size(file, lengths)));
    } catch (NoSuchFileException e) {
      throw new UserException(file + ": no such file", e);
    } catch (EOFException e) {
      throw new UserException(file + ": ends too early for an IDX file", e);
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream stored = new BufferedInputStream(Files.newInputStream(file));
    try {
      stored.mark(2);
      boolean gzipped = (stored.read() << 8 | stored.read()) == GZIP;
      stored.reset();
      return gzipped ? new BufferedInputStream(new GZIPInputStream(stored)) : stored;
    } catch (IOException e) {
      stored.close();
      throw e;
    }
  }

  private static int size(Path file, int[] lengths) {
    // Reading takes twice as many for a moment.
    long most = Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / 4);
    long size = 1;
    for (int length : lengths) {
      size = length < 1 ? -1 : size * length;
      if (size < 1 || size > most) {
        throw new UserException(
            "%s: says it has %s bytes; expected 1 to %d, each length at least 1"
                .formatted(file, product(lengths), most));
      }
    }
    return (int) size;
  }

  private static String product(int[] lengths) {
    return String.join(" x ", Arrays.stream(lengths).mapToObj(Integer::toUnsignedString).toList());
  }

  /** What the head says may be a lie, so room is made only for what is really there. */
  private static byte[] bytes(Path file, InputStream in, int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new UserException(
          "%s: ends after %d bytes of the %d that its head says"
              .formatted(file, bytes.length, size));
    } else if (in.read() >= 0) {
      throw new UserException(file + ": goes on after the " + size + " bytes that its head says");
    }
    return bytes;
  }
}
