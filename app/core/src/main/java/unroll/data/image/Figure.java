package unroll.data.image;

import java.util.Locale;

/** What is drawn. All figures of one radius look about equally large. */
enum Figure {
  CIRCLE {
    @Override
    boolean covers(double x, double y) {
      return x * x + y * y <= 1;
    }
  },
  SQUARE {
    @Override
    boolean covers(double x, double y) {
      return Math.max(Math.abs(x), Math.abs(y)) <= 0.9;
    }
  },
  TRIANGLE {
    /** It stands on its base, which is as wide as it is high. */
    @Override
    boolean covers(double x, double y) {
      return y <= 0.95 && Math.abs(x) <= (y + 0.95) / 2 * 1.05;
    }
  };

  /** Whether a point is within the figure of radius 1 around 0; y grows downward. */
  abstract boolean covers(double x, double y);

  /** How a caption says it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
