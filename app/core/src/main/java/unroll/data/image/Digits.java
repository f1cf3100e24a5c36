package unroll.data.image;

import java.nio.file.Path;
import java.util.Objects;
import unroll.config.UserException;

/** Handwritten digits and what each of them is, as MNIST has them. */
public final class Digits {
  private static final int LARGEST_SIDE = 1024;

  private final int height;
  private final int width;
  private final byte[] pixels;
  private final byte[] labels;

  private Digits(int height, int width, byte[] pixels, byte[] labels) {
    this.height = height;
    this.width = width;
    this.pixels = pixels;
    this.labels = labels;
  }

  /**
   * Reads the two files of a set, gzipped or not.
   *
   * @param images an IDX file of unsigned bytes, {@code [digit, row, column]}, 0 is the ground
   * @param labels an IDX file of unsigned bytes, {@code [digit]}, each 0 to 9
   * @throws UserException naming the file, if it is not there, is damaged or does not go with the
   *     other
   */
  public static Digits read(Path images, Path labels) {
    IdxArray pictures = IdxArray.read(images, 3);
    IdxArray names = IdxArray.read(labels, 1);
    int count = pictures.lengths()[0];
    if (names.lengths()[0] != count) {
      throw new UserException(
          "%s: has %d labels; expected %d, one for each image of %s"
              .formatted(labels, names.lengths()[0], count, images));
    }
    for (int digit = 0; digit < count; digit++) {
      int label = names.bytes()[digit] & 255;
      if (label > 9) {
        throw new UserException(
            "%s: label %d of digit %d; expected 0 to 9".formatted(labels, label, digit));
      }
    }
    int height = pictures.lengths()[1];
    int width = pictures.lengths()[2];
    if (Math.max(height, width) > LARGEST_SIDE) {
      throw new UserException(
          "%s: digits of %d x %d pixels; expected at most %d along a side"
              .formatted(images, height, width, LARGEST_SIDE));
    }
    return new Digits(height, width, pictures.bytes(), names.bytes());
  }

  /** How many there are. */
  public int count() {
    return labels.length;
  }

  /** What a digit is, 0 to 9. */
  public int label(int digit) {
    return labels[Objects.checkIndex(digit, count())];
  }

  /** A digit as a gray square of {@code side} pixels, white on black; 14 halves MNIST's 28. */
  public Image image(int digit, int side) {
    Objects.checkIndex(digit, count());
    Resampler resampler = new Resampler(height, width, new ImageShape(1, side, side));
    float[] row = new float[width];
    for (int y = 0; y < height; y++) {
      int start = (digit * height + y) * width;
      for (int x = 0; x < width; x++) {
        row[x] = (pixels[start + x] & 255) / 255f;
      }
      resampler.add(row);
    }
    return resampler.image();
  }
}
