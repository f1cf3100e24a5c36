package unroll.data.image;

import java.util.Objects;

/**
 * A picture.
 *
 * @param pixels {@code [channel, row, column]}, 0 (dark) to 1 in sRGB as files store it, the
 *     channels red, green and blue or gray alone; not copied
 */
public record Image(ImageShape shape, float[] pixels) {
  /**
   * @throws IllegalArgumentException if there are more or fewer numbers than the shape has
   */
  public Image {
    if (pixels.length != shape.size()) {
      throw new IllegalArgumentException(
          pixels.length + " numbers are not an image of " + shape + ": " + shape.size());
    }
  }

  public float at(int channel, int row, int column) {
    Objects.checkIndex(channel, shape.channels());
    Objects.checkIndex(row, shape.height());
    Objects.checkIndex(column, shape.width());
    return pixels[shape.index(channel, row, column)];
  }
}
