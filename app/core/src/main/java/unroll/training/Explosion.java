package unroll.training;

import java.util.Arrays;

/**
 * Tells a training that has exploded from one that is only bad or has a bad hour.
 *
 * <p>It has if 100 steps in a row have a loss above 10 times what answering without knowledge
 * costs, or what the first step had if that is more, and the later half of them is no better than
 * the earlier. Small weights answer so, and the gradient leads back there from anywhere that a
 * healthy training goes, so that it neither stays that far above for 100 steps nor stays there
 * without falling; single losses, such as that of an outlier, do not count.
 */
final class Explosion {
  private static final int WINDOW = 100;
  private static final double FACTOR = 10;

  /** A network with a single answer knows it without knowledge, but not to the last digit. */
  private static final double SMALLEST_LEVEL = 1e-3;

  private final double[] above = new double[WINDOW];
  private double level;
  private boolean hasBegun;
  private int count;

  /**
   * @param chance mean loss without knowledge
   */
  Explosion(double chance) {
    this.level = Math.max(chance, SMALLEST_LEVEL);
  }

  /** Takes in the loss of the next step: whether the training has exploded. */
  boolean isReachedBy(double loss) {
    if (!hasBegun) {
      // No update has spoiled it yet.
      level = Math.max(level, loss);
      hasBegun = true;
    }
    if (loss <= FACTOR * level) {
      count = 0;
      return false;
    }
    above[count++] = loss;
    if (count < WINDOW) {
      return false;
    }
    double[] later = Arrays.copyOfRange(above, WINDOW / 2, WINDOW);
    boolean isReached = median(later) >= median(Arrays.copyOf(above, WINDOW / 2));
    System.arraycopy(later, 0, above, 0, later.length);
    count = later.length;
    return isReached;
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
