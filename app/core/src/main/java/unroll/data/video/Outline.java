package unroll.data.video;

/** The form of a shape. */
enum Outline {
  CIRCLE {
    @Override
    boolean covers(double right, double down) {
      return right * right + down * down <= 1;
    }
  },
  SQUARE {
    @Override
    boolean covers(double right, double down) {
      return Math.max(Math.abs(right), Math.abs(down)) <= SQUARE_HALF;
    }
  },
  TRIANGLE {
    @Override
    boolean covers(double right, double down) {
      return down <= TRIANGLE_BASE && Math.abs(right) <= (down + 1) * TRIANGLE_SLOPE;
    }
  };

  private static final double SQUARE_HALF = 0.85;
  private static final double TRIANGLE_BASE = 0.8;
  private static final double TRIANGLE_SLOPE = 0.6;

  /** Whether a point belongs to the shape of radius 1 around the origin. */
  abstract boolean covers(double right, double down);
}
