package unroll.layers.weights;

import java.io.IOException;
import java.io.InputStream;

/** Bytes of a stranger's file, of which no more are taken than are known to be there. */
final class TensorInput {
  private final String place;
  private final InputStream in;
  private long remaining;

  /**
   * @param place names the file, and the part of it, in errors
   * @param size bytes that {@code in} must hold
   */
  TensorInput(String place, InputStream in, long size) {
    this.place = place;
    this.in = in;
    this.remaining = size;
  }

  long remaining() {
    return remaining;
  }

  /**
   * Allocates only once the bytes are known to be there.
   *
   * @param what names the bytes in errors
   */
  byte[] take(int count, String what) throws IOException {
    if (count > remaining) {
      throw wrong(count + " bytes of " + what, remaining + " bytes");
    }
    byte[] bytes = new byte[count];
    fill(bytes, count);
    return bytes;
  }

  /** Fills the first {@code count} bytes of {@code bytes}. */
  void fill(byte[] bytes, int count) throws IOException {
    int read = in.readNBytes(bytes, 0, count);
    if (read < count) {
      throw wrong(remaining + " more bytes", "the end after " + read);
    }
    remaining -= count;
  }

  TensorFileException wrong(String expected, Object found) {
    return new TensorFileException(place, expected, found);
  }
}
