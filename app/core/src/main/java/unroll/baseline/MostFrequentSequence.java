package unroll.baseline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers everything with the sequence of words that was the answer most often. */
public final class MostFrequentSequence {
  private final Map<List<String>, Integer> counts = new LinkedHashMap<>();

  /** Counts a sequence; each different one is kept in memory. */
  public void add(List<String> sequence) {
    counts.merge(List.copyOf(sequence), 1, Math::addExact);
  }

  /**
   * The most frequent sequence; among equally frequent ones the one that was added first.
   *
   * @throws IllegalArgumentException if nothing was added
   */
  public List<String> predict() {
    List<String> best = null;
    int most = 0;
    for (Map.Entry<List<String>, Integer> entry : counts.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        best = entry.getKey();
      }
    }
    if (best == null) {
      throw new IllegalArgumentException("no sequence was added");
    }
    return best;
  }
}
