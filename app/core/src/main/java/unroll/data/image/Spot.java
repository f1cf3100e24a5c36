package unroll.data.image;

/**
 * Where the middle of a thing stands.
 *
 * @param x from 0, the leftmost a middle may stand, to 1, the rightmost
 * @param y from 0 at the top to 1 at the bottom
 */
record Spot(double x, double y) {
  double distance(Spot other) {
    return Math.hypot(x - other.x, y - other.y);
  }
}
