package unroll.bench;

import java.util.Arrays;

/**
 * What came out.
 *
 * @param seconds median of a step
 * @param symbols symbols trained on or sampled in a step
 */
public record Measurement(double seconds, long symbols) {
  private static final int FEWEST_WARM_UPS = 3;

  /**
   * Warms up, then measures.
   *
   * @param warmUp seconds
   */
  static Measurement of(Runnable step, double warmUp, int repeats, long symbols) {
    long start = System.nanoTime();
    for (int i = 0; i < FEWEST_WARM_UPS || secondsSince(start) < warmUp; i++) {
      step.run();
    }
    double[] times = new double[repeats];
    for (int i = 0; i < repeats; i++) {
      long before = System.nanoTime();
      step.run();
      times[i] = secondsSince(before);
    }
    Arrays.sort(times);
    double median = (times[(repeats - 1) / 2] + times[repeats / 2]) / 2;
    return new Measurement(median, symbols);
  }

  static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }
}
