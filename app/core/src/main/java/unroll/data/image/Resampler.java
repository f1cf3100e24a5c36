package unroll.data.image;

/**
 * Brings a picture to another size, row by row, so that no second copy of a large one is needed:
 * the mean of the area under each pixel where it shrinks, bilinear where it grows. Height and width
 * are scaled each on their own.
 */
final class Resampler {
  private final ImageShape shape;
  private final ResamplingAxis vertical;
  private final ResamplingAxis horizontal;
  private final float[] pixels;
  private final float[] line;
  private int row;
  private int oldest;

  /**
   * @param height rows that will be given
   * @param width pixels in each of them
   */
  Resampler(int height, int width, ImageShape shape) {
    this.shape = shape;
    this.vertical = new ResamplingAxis(height, shape.height());
    this.horizontal = new ResamplingAxis(width, shape.width());
    this.pixels = new float[shape.size()];
    this.line = new float[shape.channels() * shape.width()];
  }

  /**
   * Takes the next row.
   *
   * @param values {@code [column, channel]}
   */
  void add(float[] values) {
    shrink(values);
    while (oldest < shape.height() && vertical.end(oldest) <= row) {
      oldest++;
    }
    for (int target = oldest; target < shape.height() && vertical.first(target) <= row; target++) {
      if (row < vertical.end(target)) {
        addTo(target, vertical.weight(target, row));
      }
    }
    row++;
  }

  private void shrink(float[] values) {
    int channels = shape.channels();
    for (int column = 0; column < shape.width(); column++) {
      int end = horizontal.end(column);
      for (int channel = 0; channel < channels; channel++) {
        float sum = 0;
        for (int source = horizontal.first(column); source < end; source++) {
          sum += horizontal.weight(column, source) * values[source * channels + channel];
        }
        line[column * channels + channel] = sum;
      }
    }
  }

  private void addTo(int target, float weight) {
    for (int channel = 0; channel < shape.channels(); channel++) {
      int start = shape.index(channel, target, 0);
      for (int column = 0; column < shape.width(); column++) {
        pixels[start + column] += weight * line[column * shape.channels() + channel];
      }
    }
  }

  /** The picture, once all rows were given. */
  Image image() {
    return new Image(shape, pixels);
  }
}
