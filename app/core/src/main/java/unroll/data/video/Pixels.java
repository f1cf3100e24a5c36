package unroll.data.video;

import unroll.data.FrameShape;

/** Frames of pixels: 1 channel (brightness) or 3 (red, green, blue). */
final class Pixels {
  /** The most rows and columns, of what is read and of what it is scaled to. */
  static final int LONGEST_SIDE = 8192;

  private Pixels() {}

  /**
   * @throws IllegalArgumentException if frames of that shape cannot be pictures
   */
  static void require(FrameShape shape) {
    if (shape.channels() != 1 && shape.channels() != 3) {
      throw new IllegalArgumentException("expected 1 or 3 channels, got " + shape.channels());
    } else if (Math.max(shape.height(), shape.width()) > LONGEST_SIDE) {
      throw new IllegalArgumentException(
          "expected at most %d rows and columns, got %d x %d"
              .formatted(LONGEST_SIDE, shape.height(), shape.width()));
    }
  }

  /** Where a value stands in a frame, {@code [channel, row, column]}. */
  static int index(FrameShape shape, int channel, int row, int column) {
    return (channel * shape.height() + row) * shape.width() + column;
  }
}
