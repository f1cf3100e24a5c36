package unroll.task;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import unroll.data.Vocabulary;

/**
 * How much of a split's text the vocabulary of the training data knows.
 *
 * @param what the pieces that were counted, such as words of the source
 * @param pieces all of them
 * @param unknown those that the vocabulary does not have
 * @param mostFrequent the most frequent of the unknown ones, each once
 */
public record Coverage(String what, long pieces, long unknown, List<String> mostFrequent) {
  private static final int MOST_NAMED = 5;

  public Coverage {
    mostFrequent = List.copyOf(mostFrequent);
  }

  static Coverage of(String what, Vocabulary vocabulary, Stream<String> pieces) {
    Counter counter = new Counter();
    pieces.forEach(piece -> counter.add(piece, vocabulary.idOf(piece).isPresent()));
    return counter.coverage(what);
  }

  /** Share of the pieces that are unknown, 0 to 1; 0 of none. */
  public double unknownShare() {
    return pieces == 0 ? 0 : (double) unknown / pieces;
  }

  /** Counts piece by piece. */
  static final class Counter {
    private final Map<String, Long> unknown = new LinkedHashMap<>();
    private long pieces;

    void add(String piece, boolean isKnown) {
      pieces++;
      if (!isKnown) {
        unknown.merge(piece, 1L, Long::sum);
      }
    }

    Coverage coverage(String what) {
      List<String> first =
          unknown.entrySet().stream()
              .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
              .limit(MOST_NAMED)
              .map(Map.Entry::getKey)
              .toList();
      long sum = unknown.values().stream().mapToLong(Long::longValue).sum();
      return new Coverage(what, pieces, sum, first);
    }
  }
}
