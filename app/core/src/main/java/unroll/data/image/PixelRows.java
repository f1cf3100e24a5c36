package unroll.data.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;

/** The rows of a decoded picture as numbers from 0 to 1; what is transparent lies over black. */
final class PixelRows {
  private final BufferedImage picture;
  private final int channels;
  private final boolean plain;
  private final float[] row;
  private int[] samples;

  PixelRows(BufferedImage picture, int channels) {
    this.picture = picture;
    this.channels = channels;
    this.plain = isPlain(picture.getColorModel());
    this.row = new float[channels * picture.getWidth()];
  }

  /**
   * Whether the samples are gray or sRGB levels as they are. Of gray ones Java thinks otherwise: it
   * takes them for linear light, and its own conversion would turn 128 into 188.
   */
  private static boolean isPlain(ColorModel model) {
    return model instanceof ComponentColorModel
        && !model.isAlphaPremultiplied()
        && (model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
            || model.getColorSpace().isCS_sRGB());
  }

  /**
   * @return {@code [column, channel]}, the same array again at the next call
   */
  float[] read(int y) {
    if (plain) {
      readSamples(y);
    } else {
      readColors(y);
    }
    return row;
  }

  private void readSamples(int y) {
    ColorModel model = picture.getColorModel();
    samples = picture.getRaster().getPixels(0, y, picture.getWidth(), 1, samples);
    int bands = model.getNumComponents();
    int colors = model.getNumColorComponents();
    float most = (1 << model.getComponentSize(0)) - 1;
    for (int x = 0; x < picture.getWidth(); x++) {
      int first = x * bands;
      float light = model.hasAlpha() ? samples[first + colors] / most : 1;
      float red = samples[first] / most;
      float green = samples[first + colors / 2] / most;
      float blue = samples[first + colors - 1] / most;
      put(x, light * red, light * green, light * blue);
    }
  }

  private void readColors(int y) {
    samples = picture.getRGB(0, y, picture.getWidth(), 1, samples, 0, picture.getWidth());
    for (int x = 0; x < picture.getWidth(); x++) {
      int color = samples[x];
      float light = (color >>> 24) / 255f;
      float red = (color >> 16 & 255) / 255f;
      float green = (color >> 8 & 255) / 255f;
      float blue = (color & 255) / 255f;
      put(x, light * red, light * green, light * blue);
    }
  }

  private void put(int x, float red, float green, float blue) {
    if (channels == 1) {
      // The three weights add up to 1 but for rounding, and gray must stay as it is.
      boolean gray = red == green && green == blue;
      row[x] = gray ? red : 0.299f * red + 0.587f * green + 0.114f * blue;
    } else {
      row[3 * x] = red;
      row[3 * x + 1] = green;
      row[3 * x + 2] = blue;
    }
  }
}
