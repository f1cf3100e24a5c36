package unroll.data.image;

import unroll.config.InvalidKeyException;

/**
 * How large an image is.
 *
 * @param channels 1 for gray, 3 for red, green and blue
 */
public record ImageShape(int channels, int height, int width) {
  /** Rows or columns an image may have. */
  public static final int LONGEST_SIDE = 4096;

  /**
   * @throws InvalidKeyException if there are other than 1 or 3 channels, or a side is not from 1 to
   *     {@value #LONGEST_SIDE}
   */
  public ImageShape {
    if (channels != 1 && channels != 3) {
      throw new InvalidKeyException(
          "channels", "expected 1 (gray) or 3 (red, green, blue), found " + channels);
    }
    requireSide("height", height);
    requireSide("width", width);
  }

  private static void requireSide(String key, int length) {
    if (length < 1 || length > LONGEST_SIDE) {
      throw new InvalidKeyException(key, "expected 1 to " + LONGEST_SIDE + ", found " + length);
    }
  }

  /** Numbers in an image. */
  public int size() {
    return channels * height * width;
  }

  /** Where a pixel stands among the numbers of an image. */
  public int index(int channel, int row, int column) {
    return (channel * height + row) * width + column;
  }

  /** {@code 3 x 32 x 32}: channels, height, width. */
  @Override
  public String toString() {
    return channels + " x " + height + " x " + width;
  }
}
