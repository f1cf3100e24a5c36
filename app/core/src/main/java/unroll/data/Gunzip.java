package unroll.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * What a gzipped file holds. One that is a thousand times as large as its file, which gzip allows,
 * is no data but a bomb, and reading it ends in an error.
 */
final class Gunzip extends FilterInputStream {
  /** Far more than texts and tables shrink. */
  private static final long MOST_RATIO = 250;

  private static final long ALWAYS_ALLOWED_BYTES = 1 << 26;

  private final CountedInput stored;
  private long bytes;

  private Gunzip(CountedInput stored) throws IOException {
    super(new GZIPInputStream(stored, 1 << 13));
    this.stored = stored;
  }

  /**
   * @param stored closed with this stream
   * @throws IOException if it does not begin as a gzipped file does
   */
  static Gunzip of(InputStream stored) throws IOException {
    return new Gunzip(new CountedInput(stored));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    bytes += Math.max(count, 0);
    if (bytes > ALWAYS_ALLOWED_BYTES && bytes / MOST_RATIO > stored.count) {
      throw new IOException("unpacked, it is more than " + MOST_RATIO + " times as large");
    }
    return count;
  }

  private static final class CountedInput extends FilterInputStream {
    private long count;

    private CountedInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int octet = in.read();
      count += octet < 0 ? 0 : 1;
      return octet;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, length);
      count += Math.max(read, 0);
      return read;
    }
  }
}
