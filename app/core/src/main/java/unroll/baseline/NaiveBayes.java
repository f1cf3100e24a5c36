package unroll.baseline;

import it.unimi.dsi.fastutil.ints.IntIterator;
import java.util.Arrays;
import unroll.data.Symbols;

/**
 * Naive Bayes over the n-grams of a text, each counted once a text however often it is there, which
 * tells opinions apart better than all occurrences do (Pang, Lee and Vaithyanathan, 2002): {@code
 * P(c|text)} is proportional to {@code P(c)} times the product of {@code (n(g, c) + alpha) / (n(c)
 * + alpha V)} over the different n-grams g of the text, where {@code P(c)} is the share of the
 * texts that are of class c, {@code n(g, c)} the number of them with g, {@code n(c)} the sum of
 * {@code n(g, c)} over all g, and V the number of different g. N-grams that were never added say
 * nothing.
 */
public final class NaiveBayes {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final int classes;
  private final double alpha;
  private final NGrams ngrams;
  private final MajorityClass prior;
  private final long[] totals;

  /** Texts with an n-gram: [n-gram, class]. */
  private int[] counts;

  /**
   * @param classes number of classes: every label is below it
   * @param order symbols of the longest n-gram; the shorter ones count too
   * @param alpha added to every count, above 0; 1 is usual
   * @param mostNGrams bound on memory, about 50 + 6 {@code classes} bytes each. Once so many
   *     different n-grams were added, further ones are passed over as if they were in no text,
   *     while those known go on being counted; so texts sorted by class had better be shuffled
   * @throws IllegalArgumentException if a number is not above 0, or {@code mostNGrams} times {@code
   *     classes} above 2 billion
   */
  public NaiveBayes(int classes, int order, double alpha, int mostNGrams) {
    if (order < 1 || mostNGrams < 1) {
      throw new IllegalArgumentException(
          "expected n-grams of at least one symbol and room for at least one of them, found order "
              + order
              + " and room for "
              + mostNGrams);
    } else if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected an alpha above 0, found " + alpha);
    }
    prior = new MajorityClass(classes);
    if ((long) mostNGrams * classes > LARGEST_ARRAY) {
      throw new IllegalArgumentException(
          mostNGrams + " n-grams times " + classes + " classes are more than 2 billion counts");
    }
    this.classes = classes;
    this.alpha = alpha;
    ngrams = new NGrams(order, mostNGrams);
    totals = new long[classes];
    counts = new int[classes];
  }

  /**
   * Counts a text.
   *
   * @throws IndexOutOfBoundsException if the label is no class
   */
  public void add(Symbols text, int label) {
    prior.add(label);
    IntIterator found = ngrams.learn(text).iterator();
    makeRoom();
    while (found.hasNext()) {
      counts[found.nextInt() * classes + label]++;
      totals[label]++;
    }
  }

  /** Number of different n-grams that are counted. */
  public int ngrams() {
    return ngrams.size();
  }

  /**
   * Natural logarithm of the probability of every class; minus infinity for one that no text had.
   *
   * @throws IllegalArgumentException if nothing was added
   */
  public double[] logProbabilities(Symbols text) {
    double[] scores = prior.probabilities();
    double[] normalizers = new double[classes];
    for (int label = 0; label < classes; label++) {
      scores[label] = Math.log(scores[label]);
      normalizers[label] = Math.log(totals[label] + alpha * ngrams.size());
    }
    IntIterator found = ngrams.find(text).iterator();
    while (found.hasNext()) {
      int ngram = found.nextInt();
      for (int label = 0; label < classes; label++) {
        scores[label] += Math.log(counts[ngram * classes + label] + alpha) - normalizers[label];
      }
    }
    double largest = scores[Largest.indexOf(scores)];
    double sum = 0;
    for (double score : scores) {
      sum += Math.exp(score - largest);
    }
    double total = largest + Math.log(sum);
    return Arrays.stream(scores).map(score -> score - total).toArray();
  }

  /**
   * The most probable class, the lowest among equals.
   *
   * @throws IllegalArgumentException if nothing was added
   */
  public int predict(Symbols text) {
    return Largest.indexOf(logProbabilities(text));
  }

  private void makeRoom() {
    int needed = ngrams.size() * classes;
    if (needed > counts.length) {
      long grown = Math.max(needed, counts.length + (counts.length >> 1) + 1024L);
      counts = Arrays.copyOf(counts, (int) Math.min(grown, LARGEST_ARRAY));
    }
  }
}
