package unroll.data.image;

import java.util.Arrays;

/**
 * What scenes are painted on. Java's own drawing is not used: it asks for the screen that {@code
 * DISPLAY} names, and nobody promises the same pixels on the next Java.
 */
final class Canvas {
  /** Points looked at within a pixel, along one side, to make edges smooth. */
  private static final int FINENESS = 4;

  private static final float LEVELS = 255;

  private final ImageShape shape;
  private final float[] pixels;

  Canvas(ImageShape shape) {
    this.shape = shape;
    this.pixels = new float[shape.size()];
  }

  /** Fills one channel. */
  void fill(int channel, float level) {
    Arrays.fill(pixels, shape.index(channel, 0, 0), shape.index(channel + 1, 0, 0), level);
  }

  /** Paints a figure over what is there. */
  void paint(SceneObject object) {
    for (int row = 0; row < shape.height(); row++) {
      for (int column = 0; column < shape.width(); column++) {
        float coverage = coverage(object, row, column);
        if (coverage > 0) {
          for (int channel = 0; channel < shape.channels(); channel++) {
            float level = (float) (object.hue().level(channel) * object.brightness());
            int pixel = shape.index(channel, row, column);
            pixels[pixel] += coverage * (level - pixels[pixel]);
          }
        }
      }
    }
  }

  private float coverage(SceneObject object, int row, int column) {
    double radius = object.radius() * shape.width();
    double left = column - middle(object.spot().x(), shape.width());
    double top = row - middle(object.spot().y(), shape.height());
    if (Math.max(Math.abs(left), Math.abs(top)) > radius + 1) {
      return 0;
    }
    int covered = 0;
    for (int point = 0; point < FINENESS * FINENESS; point++) {
      double x = left + (point % FINENESS + 0.5) / FINENESS;
      double y = top + (point / FINENESS + 0.5) / FINENESS;
      covered += object.figure().covers(x / radius, y / radius) ? 1 : 0;
    }
    return (float) covered / (FINENESS * FINENESS);
  }

  private static double middle(double place, int side) {
    return side * (SceneSource.MARGIN + (1 - 2 * SceneSource.MARGIN) * place);
  }

  /** Copies a smaller image of as many channels onto the canvas. */
  void paste(Image image, int top, int left) {
    ImageShape from = image.shape();
    for (int channel = 0; channel < from.channels(); channel++) {
      for (int row = 0; row < from.height(); row++) {
        System.arraycopy(
            image.pixels(),
            from.index(channel, row, 0),
            pixels,
            shape.index(channel, top + row, left),
            from.width());
      }
    }
  }

  /**
   * What was painted, in the 256 levels of a file, so that it is the same to the bit after it was
   * written and read.
   */
  Image image() {
    float[] rounded = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      rounded[i] = Math.round(pixels[i] * LEVELS) / LEVELS;
    }
    return new Image(shape, rounded);
  }
}
