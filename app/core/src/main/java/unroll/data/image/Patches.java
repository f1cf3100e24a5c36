package unroll.data.image;

import unroll.config.InvalidKeyException;
import unroll.data.Frames;

/**
 * An image cut into a grid of patches, read row by row, for a network that looks at one after the
 * other.
 *
 * @param image what is cut
 * @param across patches beside each other, and below each other
 */
public record Patches(ImageShape image, int across) {
  /**
   * @throws InvalidKeyException if an image has no such patches of whole pixels
   */
  public Patches {
    if (image.height() % across != 0 || image.width() % across != 0) {
      throw new InvalidKeyException(
          "patches",
          "an image of %d by %d pixels has no %d by %d patches of whole ones"
              .formatted(image.height(), image.width(), across, across));
    }
  }

  /** What every patch has. */
  public ImageShape shape() {
    return new ImageShape(image.channels(), image.height() / across, image.width() / across);
  }

  /** Patches of an image. */
  public int count() {
    return across * across;
  }

  /**
   * @param whole one frame
   * @return a frame a patch
   */
  public Frames cut(Frames whole) {
    ImageShape patch = shape();
    int[] places = new int[image.size()];
    for (int number = 0; number < count(); number++) {
      int top = number / across * patch.height();
      int left = number % across * patch.width();
      for (int channel = 0; channel < patch.channels(); channel++) {
        for (int row = 0; row < patch.height(); row++) {
          for (int column = 0; column < patch.width(); column++) {
            places[number * patch.size() + patch.index(channel, row, column)] =
                image.index(channel, top + row, left + column);
          }
        }
      }
    }
    return whole.reordered(places, patch.size());
  }
}
