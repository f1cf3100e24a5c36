package unroll.metrics;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often each n-gram of one order stands in a list of tokens without white space. */
final class NGramCounts {
  private final Map<String, Integer> counts = new HashMap<>();

  private NGramCounts() {}

  static NGramCounts of(List<String> tokens, int order) {
    NGramCounts grams = new NGramCounts();
    for (int from = 0; from + order <= tokens.size(); from++) {
      // Strings, which a hash table can order, keep their speed where hashes collide; lists do not.
      grams.counts.merge(String.join(" ", tokens.subList(from, from + order)), 1, Integer::sum);
    }
    return grams;
  }

  /** Every n-gram as often as where it stands most often. */
  static NGramCounts most(Collection<NGramCounts> all) {
    NGramCounts most = new NGramCounts();
    for (NGramCounts grams : all) {
      grams.counts.forEach((gram, count) -> most.counts.merge(gram, count, Integer::max));
    }
    return most;
  }

  long total() {
    return counts.values().stream().mapToLong(Integer::longValue).sum();
  }

  /** How many n-grams stand in both, each as often as in the one with fewer. */
  long shared(NGramCounts other) {
    long shared = 0;
    for (Map.Entry<String, Integer> gram : counts.entrySet()) {
      shared += Math.min(gram.getValue(), other.counts.getOrDefault(gram.getKey(), 0));
    }
    return shared;
  }
}
