package unroll.insight;

import java.util.Arrays;

/**
 * Where some numbers lie.
 *
 * @param low a tenth of them is lower
 * @param high a tenth of them is higher
 */
public record Spread(double mean, double low, double median, double high) {
  private static final double TENTH = 0.1;

  /**
   * Of at least one number; quantiles between two numbers are interpolated.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Spread of(double[] numbers) {
    if (numbers.length == 0) {
      throw new IllegalArgumentException("expected at least one number");
    }
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return new Spread(
        Arrays.stream(numbers).average().orElseThrow(),
        quantile(sorted, TENTH),
        quantile(sorted, 0.5),
        quantile(sorted, 1 - TENTH));
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
