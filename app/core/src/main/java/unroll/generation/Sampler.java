package unroll.generation;

import java.util.Arrays;
import java.util.Random;

/** Draws a symbol from a distribution. */
public final class Sampler {
  private final double temperature;
  private final int topK;
  private final Random random;

  /**
   * @param temperature below 1 sharpens the distribution, above 1 flattens it, 0 always takes the
   *     most probable symbol
   * @param topK draws from that many of the most probable symbols; 0: from all
   */
  public Sampler(double temperature, int topK, long seed) {
    if (!(temperature >= 0) || Double.isInfinite(temperature) || topK < 0) {
      throw new IllegalArgumentException(
          "expected a temperature and a top-k of at least 0, got %s and %d"
              .formatted(temperature, topK));
    }
    this.temperature = temperature;
    this.topK = topK;
    this.random = new Random(seed);
  }

  /** Always the most probable symbol. */
  public static Sampler greedy() {
    return new Sampler(0, 0, 0);
  }

  /**
   * @param probabilities {@code [symbol]}
   * @return a symbol
   */
  public int draw(double[] probabilities) {
    int best = 0;
    for (int symbol = 1; symbol < probabilities.length; symbol++) {
      best = probabilities[symbol] > probabilities[best] ? symbol : best;
    }
    if (temperature == 0) {
      return best;
    }
    // Relative to the largest, so that a small temperature does not turn all of them to zero.
    double[] weights = new double[probabilities.length];
    double threshold = topKThreshold(probabilities);
    // Of the symbols on the threshold only as many as are left after all above it.
    long ties =
        topK - Arrays.stream(probabilities).filter(probability -> probability > threshold).count();
    double sum = 0;
    for (int symbol = 0; symbol < weights.length; symbol++) {
      boolean within =
          topK == 0
              || probabilities[symbol] > threshold
              || (probabilities[symbol] == threshold && ties-- > 0);
      if (within) {
        weights[symbol] = Math.pow(probabilities[symbol] / probabilities[best], 1 / temperature);
        sum += weights[symbol];
      }
    }
    double point = random.nextDouble() * sum;
    for (int symbol = 0; symbol < weights.length; symbol++) {
      point -= weights[symbol];
      if (point < 0) {
        return symbol;
      }
    }
    return best;
  }

  private double topKThreshold(double[] probabilities) {
    if (topK == 0 || topK >= probabilities.length) {
      return 0;
    }
    double[] sorted = probabilities.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length - topK];
  }
}
