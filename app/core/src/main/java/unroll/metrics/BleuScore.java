package unroll.metrics;

import java.util.List;

/**
 * What BLEU found.
 *
 * @param score percent, 100 (up to rounding) where every hypothesis is a reference
 * @param precisions of 1-grams to 4-grams, smoothed, in percent; all 0 where not a word matched
 * @param brevityPenalty 0 to 1, by which the score is multiplied
 * @param hypothesisLength tokens of all hypotheses
 * @param referenceLength tokens of the references, of each sentence's the nearest in length
 */
public record BleuScore(
    double score,
    List<Double> precisions,
    double brevityPenalty,
    long hypothesisLength,
    long referenceLength) {
  public BleuScore {
    precisions = List.copyOf(precisions);
  }
}
