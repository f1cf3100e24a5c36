package unroll.data.video;

import unroll.data.FrameShape;

/**
 * A shape that moves evenly over a dark ground.
 *
 * @param color red, green and blue of the shape, 0 to 1
 * @param ground red, green and blue of the ground
 * @param radius in pixels, as are all places
 * @param row of the center in every frame
 * @param column of the center in every frame
 */
record Scene(Outline outline, float[] color, float[] ground, double radius, Path row, Path column) {
  /** Points looked at in a pixel, along each side; pixels at an edge are mixed by their number. */
  private static final int POINTS = 4;

  /**
   * A place that changes evenly.
   *
   * @param start in the first frame
   * @param speed a frame
   */
  record Path(double start, double speed) {
    double at(int frame) {
      return start + frame * speed;
    }

    /** The same places in the other order. */
    Path reversed(int frames) {
      return new Path(at(frames - 1), -speed);
    }

    /** One of the places, for ever. */
    Path stopped(int frame) {
      return new Path(at(frame), 0);
    }
  }

  /**
   * @param frame counted from 0
   * @return {@code [channel, row, column]}, 0 to 1
   */
  float[] draw(FrameShape shape, int frame) {
    float[] values = new float[shape.size()];
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        float share = covered(y - row.at(frame), x - column.at(frame));
        for (int channel = 0; channel < shape.channels(); channel++) {
          values[Pixels.index(shape, channel, y, x)] =
              ground[channel] + share * (color[channel] - ground[channel]);
        }
      }
    }
    return values;
  }

  /** How much of a pixel the shape covers; the place is relative to its center. */
  private float covered(double down, double right) {
    if (Math.max(Math.abs(down), Math.abs(right)) > radius + 1) {
      return 0;
    }
    int inside = 0;
    for (int point = 0; point < POINTS * POINTS; point++) {
      double pointDown = down + (point / POINTS + 0.5) / POINTS;
      double pointRight = right + (point % POINTS + 0.5) / POINTS;
      inside += outline.covers(pointRight / radius, pointDown / radius) ? 1 : 0;
    }
    return inside / (float) (POINTS * POINTS);
  }
}
