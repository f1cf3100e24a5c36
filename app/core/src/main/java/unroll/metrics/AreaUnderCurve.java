package unroll.metrics;

import java.util.Arrays;

/**
 * Area under the receiver operating characteristic: how likely a positive example scores higher
 * than a negative one, equal scores counted half (Hanley and McNeil, 1982).
 */
public final class AreaUnderCurve {
  private final Scores positives = new Scores();
  private final Scores negatives = new Scores();

  /**
   * @param score any number, the higher the more likely positive
   * @throws IllegalArgumentException if the score is not a number
   */
  public void add(double score, boolean positive) {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("a score is not a number");
    }
    (positive ? positives : negatives).add(score);
  }

  /** The area, 0 to 1; NaN unless there are both positive and negative examples. */
  public double value() {
    double[] above = positives.sorted();
    double[] below = negatives.sorted();
    long halves = 0;
    int lower = 0;
    int notHigher = 0;
    for (double score : above) {
      while (lower < below.length && below[lower] < score) {
        lower++;
      }
      while (notHigher < below.length && below[notHigher] <= score) {
        notHigher++;
      }
      halves += lower + (long) notHigher;
    }
    return halves / (2.0 * above.length * below.length);
  }

  private static final class Scores {
    private double[] values = new double[16];
    private int length;

    void add(double value) {
      if (length == values.length) {
        values = Arrays.copyOf(values, Math.addExact(length, length >> 1));
      }
      values[length++] = value;
    }

    double[] sorted() {
      double[] sorted = Arrays.copyOf(values, length);
      Arrays.sort(sorted);
      return sorted;
    }
  }
}
