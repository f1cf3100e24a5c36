package unroll.data.image;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How often a JPEG file goes over its pixels. A progressive one does so a dozen times (ITU-T T.81,
 * annex G); a few bytes ask for one more time, so that a small file could take hours.
 */
final class JpegScans {
  private static final int MOST_SCANS = 100;

  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int FIRST_ALONE = 0xD0;
  private static final int LAST_ALONE = 0xD8;
  private static final int TEMPORARY = 0x01;

  private JpegScans() {}

  /**
   * @throws IOException if there are more than 100 scans
   */
  static void check(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      int scans = 0;
      for (int marker = next(in); marker != END_OF_IMAGE; marker = next(in)) {
        scans += marker == START_OF_SCAN ? 1 : 0;
        if (scans > MOST_SCANS) {
          throw new IOException("it has more than " + MOST_SCANS + " scans");
        }
        if (!standsAlone(marker)) {
          in.skipNBytes(Math.max(0, in.readUnsignedShort() - Short.BYTES));
        }
      }
    } catch (EOFException e) {
      // Java's reader says what is missing.
    }
  }

  /** The next marker; between two of them stand the numbers of a scan. */
  private static int next(DataInputStream in) throws IOException {
    int octet = in.readUnsignedByte();
    while (true) {
      while (octet != 0xFF) {
        octet = in.readUnsignedByte();
      }
      while (octet == 0xFF) {
        octet = in.readUnsignedByte();
      }
      // 0xFF within numbers is followed by 0.
      if (octet != 0) {
        return octet;
      }
    }
  }

  private static boolean standsAlone(int marker) {
    return marker >= FIRST_ALONE && marker <= LAST_ALONE || marker == TEMPORARY;
  }
}
