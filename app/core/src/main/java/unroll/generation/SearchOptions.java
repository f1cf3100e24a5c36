package unroll.generation;

/**
 * How sequences are searched for.
 *
 * @param width partial sequences of an input kept at every step; 1: always the most probable label
 * @param lengthPenalty alpha in {@code log P / ((5 + length) / 6)^alpha}, by which sequences are
 *     ranked (Wu et al., 2016, equation 14); 0: by probability
 * @param coveragePenalty beta in {@code beta sum log min(1, attention)}, added for every step of
 *     the input by what all labels together looked at it (likewise); 0: nothing; without an
 *     attention there is none to add
 * @param shortest labels before which a sequence does not end
 * @param longest labels after which it ends in any case
 */
public record SearchOptions(
    int width, double lengthPenalty, double coveragePenalty, int shortest, int longest) {
  public SearchOptions {
    if (width < 1 || lengthPenalty < 0 || coveragePenalty < 0 || shortest < 0) {
      throw new IllegalArgumentException("expected a width and penalties that are not negative");
    } else if (longest < shortest) {
      throw new IllegalArgumentException(
          "expected at least %d labels and at most %d".formatted(shortest, longest));
    }
  }

  /** Always the most probable label. */
  public static SearchOptions greedy(int longest) {
    return new SearchOptions(1, 0, 0, 0, longest);
  }

  /** What a sequence is ranked by, the ending being one of its labels. */
  double score(double logProbability, int labels) {
    return logProbability / Math.pow((5.0 + labels) / 6, lengthPenalty);
  }
}
