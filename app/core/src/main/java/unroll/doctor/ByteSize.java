package unroll.doctor;

import java.util.Locale;

/** Sizes as a person reads them. */
final class ByteSize {
  private static final double MEGABYTE = 1e6;
  private static final double GIGABYTE = 1e9;

  private ByteSize() {}

  static String text(long bytes) {
    return bytes < GIGABYTE
        ? String.format(Locale.ROOT, "%.0f MB", bytes / MEGABYTE)
        : String.format(Locale.ROOT, "%.1f GB", bytes / GIGABYTE);
  }
}
