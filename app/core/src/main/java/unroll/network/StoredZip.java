package unroll.network;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip archive whose bytes follow from its entries alone: nothing is compressed, and every entry
 * has the same date. Trained weights do not compress, and zeros that do look like a bomb.
 */
final class StoredZip {
  private static final LocalDateTime DATE = LocalDateTime.of(2000, 1, 1, 0, 0);

  private final ZipOutputStream zip;

  /**
   * @param out stays open
   */
  StoredZip(OutputStream out) {
    this.zip = new ZipOutputStream(out);
    zip.setMethod(ZipOutputStream.STORED);
  }

  /** What writes an entry; it is asked twice and writes the same both times. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  void add(String name, Content content) throws IOException {
    CRC32 sum = new CRC32();
    CountedBytes counted = new CountedBytes();
    content.writeTo(new CheckedOutputStream(counted, sum));
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(DATE);
    entry.setSize(counted.count);
    entry.setCompressedSize(counted.count);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    content.writeTo(zip);
    zip.closeEntry();
  }

  void finish() throws IOException {
    zip.finish();
    zip.flush();
  }

  private static final class CountedBytes extends OutputStream {
    private long count;

    @Override
    public void write(int octet) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
    }
  }
}
