package unroll.notebook;

/** What a notebook says is so, checked whenever it runs. */
public final class Check {
  private Check() {}

  /**
   * @throws IllegalStateException if it is not so
   */
  public static void that(boolean isSo, String expected) {
    if (!isSo) {
      throw new IllegalStateException("expected: " + expected);
    }
  }

  /**
   * @param tolerance largest difference of two numbers at the same place
   * @return the largest difference there is
   * @throws IllegalStateException if it is larger, or not as many numbers are there
   */
  public static double near(double[] expected, double[] found, double tolerance) {
    that(expected.length == found.length, expected.length + " numbers, not " + found.length);
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs(expected[i] - found[i]);
      that(
          difference <= tolerance,
          expected[i] + " within " + tolerance + " at " + i + ", not " + found[i]);
      largest = Math.max(largest, difference);
    }
    return largest;
  }

  /** As above, for tables whose rows may differ in length. */
  public static double near(double[][] expected, double[][] found, double tolerance) {
    that(expected.length == found.length, expected.length + " rows, not " + found.length);
    double largest = 0;
    for (int row = 0; row < expected.length; row++) {
      largest = Math.max(largest, near(expected[row], found[row], tolerance));
    }
    return largest;
  }
}
