package unroll.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * BLEU, the geometric mean of the precisions of 1-grams to 4-grams times a brevity penalty
 * (Papineni et al., 2002), equal to sacrebleu's (Post, 2018). Orders without a match are smoothed:
 * the first counts 1/2 of a match, the next 1/4, and so on (Chen and Cherry, 2014, method 3).
 */
public final class Bleu {
  private static final int ORDERS = 4;

  private final BleuTokenizer tokenizer;
  private final boolean lowercase;
  private final long[] matches = new long[ORDERS];
  private final long[] totals = new long[ORDERS];
  private long hypothesisLength;
  private long referenceLength;

  /**
   * @param lowercase whether upper and lower case are the same
   */
  public Bleu(BleuTokenizer tokenizer, boolean lowercase) {
    this.tokenizer = tokenizer;
    this.lowercase = lowercase;
  }

  /**
   * Counts a sentence.
   *
   * @param references right sentences, at least one; need not be as many every time
   * @throws IllegalArgumentException if there is no reference
   */
  public void add(String hypothesis, List<String> references) {
    if (references.isEmpty()) {
      throw new IllegalArgumentException("a hypothesis without a reference");
    }
    List<String> guess = tokens(hypothesis);
    List<List<String>> truths = references.stream().map(this::tokens).toList();
    for (int order = 1; order <= ORDERS; order++) {
      List<NGramCounts> allowed = new ArrayList<>();
      for (List<String> truth : truths) {
        allowed.add(NGramCounts.of(truth, order));
      }
      matches[order - 1] += NGramCounts.of(guess, order).shared(NGramCounts.most(allowed));
      totals[order - 1] += Math.max(0, guess.size() - order + 1);
    }
    hypothesisLength += guess.size();
    referenceLength += nearestLength(guess.size(), truths.stream().map(List::size));
  }

  /** BLEU of everything added; 0 if nothing was. */
  public BleuScore score() {
    return score(ORDERS);
  }

  /**
   * BLEU of a single sentence, whatever was added: orders longer than the hypothesis do not count
   * (sacrebleu's effective order).
   *
   * @throws IllegalArgumentException if there is no reference
   */
  public BleuScore sentence(String hypothesis, List<String> references) {
    Bleu alone = new Bleu(tokenizer, lowercase);
    alone.add(hypothesis, references);
    return alone.score((int) Math.min(ORDERS, alone.hypothesisLength));
  }

  private BleuScore score(int orders) {
    double penalty =
        hypothesisLength < referenceLength
            ? Math.exp(1 - (double) referenceLength / hypothesisLength)
            : 1;
    List<Double> precisions = precisions();
    double logarithms = precisions.stream().limit(orders).mapToDouble(Math::log).sum();
    double score = matches[0] == 0 ? 0 : penalty * Math.exp(logarithms / orders);
    return new BleuScore(score, precisions, penalty, hypothesisLength, referenceLength);
  }

  private List<Double> precisions() {
    if (matches[0] == 0) {
      return Collections.nCopies(ORDERS, 0.0);
    }
    List<Double> precisions = new ArrayList<>();
    double smoothed = 1;
    for (int order = 0; order < ORDERS; order++) {
      double matched = matches[order];
      if (matches[order] == 0) {
        smoothed /= 2;
        matched = smoothed;
      }
      precisions.add(totals[order] == 0 ? 0 : 100 * matched / totals[order]);
    }
    return precisions;
  }

  private List<String> tokens(String text) {
    return tokenizer.tokens(lowercase ? LowerCase.of(text) : text);
  }

  private static int nearestLength(int length, Stream<Integer> lengths) {
    return lengths
        .min(
            Comparator.<Integer>comparingInt(other -> Math.abs(other - length))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }
}
