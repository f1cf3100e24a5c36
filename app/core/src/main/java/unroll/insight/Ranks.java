package unroll.insight;

import java.util.Arrays;

/** Numbers replaced by their places in the order of size. */
final class Ranks {
  private static final long LOW = 0xffffffffL;

  private Ranks() {}

  /**
   * Ranks less their mean, equal numbers with the mean of their ranks (Spearman, 1904).
   *
   * @param values read from {@code from} to before {@code to}
   * @param ranks written from {@code place} on
   */
  static void centered(float[] values, int from, int to, float[] ranks, int place) {
    int count = to - from;
    long[] keys = new long[count];
    for (int i = 0; i < count; i++) {
      // 0 and -0 are equal.
      keys[i] = (long) ordered(values[from + i] + 0f) << 32 | i;
    }
    Arrays.sort(keys);
    for (int first = 0; first < count; ) {
      int last = first;
      while (last + 1 < count && keys[last + 1] >> 32 == keys[first] >> 32) {
        last++;
      }
      float rank = ((first + last) - (count - 1)) / 2f;
      for (int i = first; i <= last; i++) {
        ranks[place + (int) (keys[i] & LOW)] = rank;
      }
      first = last + 1;
    }
  }

  /** An integer that compares as the number does. */
  private static int ordered(float value) {
    int bits = Float.floatToIntBits(value);
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }

  /** Euclidean length. */
  static double norm(float[] numbers, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) numbers[i] * numbers[i];
    }
    return Math.sqrt(sum);
  }
}
