package unroll.data.image;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * Whether a PNG file is whole: it is a row of chunks, each with its length, its name and a checksum
 * (PNG specification, section 5). Java's reader skips the checksums and stops before the end.
 */
final class PngChunks {
  private static final int SIGNATURE = 8;
  private static final Pattern NAME = Pattern.compile("[A-Za-z]{4}");
  private static final long MOST_BESIDES_PIXELS = 1 << 24;

  private final CRC32 checksum = new CRC32();
  private long besidesPixels;

  private PngChunks() {}

  /**
   * @throws IOException if the file ends before its last chunk, a checksum is wrong, or there is
   *     more than 16 MB beside the pixels, which Java's reader would keep in memory
   */
  static void check(Path file) throws IOException {
    new PngChunks().checkAll(file);
  }

  private void checkAll(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(
            new CheckedInputStream(
                new BufferedInputStream(Files.newInputStream(file)), checksum))) {
      in.skipNBytes(SIGNATURE);
      while (!checkChunk(in).equals("IEND")) {}
    } catch (EOFException e) {
      throw new IOException("it ends too early", e);
    }
  }

  private String checkChunk(DataInputStream in) throws IOException {
    long length = in.readInt();
    checksum.reset();
    String name = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
    if (length < 0 || !NAME.matcher(name).matches()) {
      throw new IOException("it is not a row of chunks");
    }
    besidesPixels += name.equals("IDAT") ? 0 : length;
    if (besidesPixels > MOST_BESIDES_PIXELS) {
      throw new IOException("it has more than 16 MB beside the pixels");
    }
    in.skipNBytes(length);
    int computed = (int) checksum.getValue();
    if (in.readInt() != computed) {
      throw new IOException("chunk " + name + " has a wrong checksum");
    }
    return name;
  }
}
