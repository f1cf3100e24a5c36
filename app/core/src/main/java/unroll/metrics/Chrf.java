package unroll.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * chrF, the F-score of character n-grams in which recall counts twice as much as precision
 * (Popović, 2015), and chrF++ with word n-grams besides (Popović, 2017), equal to sacrebleu's.
 * Precision and recall are means over the orders that both sides are long enough for; of several
 * references a sentence is compared with the one it does best on.
 */
public final class Chrf {
  private static final int CHARACTER_ORDERS = 6;
  private static final double BETA = 2;
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private final int wordOrders;
  private final Overlap corpus;

  private Chrf(int wordOrders) {
    this.wordOrders = wordOrders;
    corpus = new Overlap(CHARACTER_ORDERS + wordOrders);
  }

  /** Character n-grams up to 6. */
  public static Chrf chrf2() {
    return new Chrf(0);
  }

  /** Character n-grams up to 6 and word n-grams up to 2. */
  public static Chrf chrf2PlusPlus() {
    return new Chrf(2);
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
    List<NGramCounts> guess = counts(hypothesis);
    Overlap best = null;
    for (String reference : references) {
      Overlap overlap = new Overlap(guess.size());
      overlap.add(guess, counts(reference));
      if (best == null || overlap.score() > best.score()) {
        best = overlap;
      }
    }
    corpus.add(best);
  }

  /** chrF of everything added, in percent; 0 if nothing was. */
  public double score() {
    return corpus.score();
  }

  /** N-grams of every order: of characters, then of words. */
  private List<NGramCounts> counts(String text) {
    List<String> characters = Tokens.characters(text);
    List<String> words = wordsAndPunctuation(text);
    List<NGramCounts> counts = new ArrayList<>();
    for (int order = 1; order <= CHARACTER_ORDERS; order++) {
      counts.add(NGramCounts.of(characters, order));
    }
    for (int order = 1; order <= wordOrders; order++) {
      counts.add(NGramCounts.of(words, order));
    }
    return counts;
  }

  /** Words with one mark of punctuation cut off: at the end, or else at the beginning. */
  private static List<String> wordsAndPunctuation(String text) {
    List<String> parts = new ArrayList<>();
    for (String word : Tokens.words(text)) {
      int cut = 0;
      if (isPunctuation(word.charAt(word.length() - 1))) {
        cut = word.length() - 1;
      } else if (isPunctuation(word.charAt(0))) {
        cut = 1;
      }
      if (cut > 0) {
        parts.add(word.substring(0, cut));
      }
      parts.add(word.substring(cut));
    }
    return parts;
  }

  private static boolean isPunctuation(char character) {
    return PUNCTUATION.indexOf(character) >= 0;
  }

  /** N-grams of hypotheses, of references and of both, by order. */
  private static final class Overlap {
    private final long[] hypothesis;
    private final long[] reference;
    private final long[] shared;

    Overlap(int orders) {
      hypothesis = new long[orders];
      reference = new long[orders];
      shared = new long[orders];
    }

    void add(List<NGramCounts> guess, List<NGramCounts> truth) {
      for (int order = 0; order < shared.length; order++) {
        long expected = truth.get(order).total();
        // Where the reference is too short for an order, sacrebleu drops the hypothesis' as well.
        hypothesis[order] += expected == 0 ? 0 : guess.get(order).total();
        reference[order] += expected;
        shared[order] += guess.get(order).shared(truth.get(order));
      }
    }

    void add(Overlap other) {
      for (int order = 0; order < shared.length; order++) {
        hypothesis[order] += other.hypothesis[order];
        reference[order] += other.reference[order];
        shared[order] += other.shared[order];
      }
    }

    double score() {
      double precision = 0;
      double recall = 0;
      int orders = 0;
      for (int order = 0; order < shared.length; order++) {
        if (hypothesis[order] > 0 && reference[order] > 0) {
          precision += (double) shared[order] / hypothesis[order];
          recall += (double) shared[order] / reference[order];
          orders++;
        }
      }
      if (precision + recall == 0) {
        return 0;
      }
      precision /= orders;
      recall /= orders;
      double weight = BETA * BETA;
      // In sacrebleu's order of operations: the last bit decides between equal references.
      return 100 * ((1 + weight) * precision * recall / (weight * precision + recall));
    }
  }
}
