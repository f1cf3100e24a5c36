package unroll.baseline;

/** Where the largest of some numbers is. */
final class Largest {
  private Largest() {}

  /** Index of the largest number, the first among equals. */
  static int indexOf(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
