package unroll.baseline;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import unroll.data.Symbols;

/**
 * Tags every symbol with the label that it had most often, and symbols never seen with the label
 * that was most frequent of all.
 */
public final class MostFrequentLabel {
  private static final int LABEL_BITS = 32;

  private final MajorityClass all;
  private final Long2IntOpenHashMap counts = new Long2IntOpenHashMap();
  private final Int2IntOpenHashMap best = new Int2IntOpenHashMap();

  /**
   * @param labels number of labels: every one is below it
   */
  public MostFrequentLabel(int labels) {
    all = new MajorityClass(labels);
  }

  /**
   * Counts a sequence.
   *
   * @param labels one for every symbol
   * @throws IllegalArgumentException if there are not as many labels as symbols
   * @throws IndexOutOfBoundsException if a label is none of the labels
   */
  public void add(Symbols input, Symbols labels) {
    if (input.length() != labels.length()) {
      throw new IllegalArgumentException(
          "expected a label for every symbol, found " + labels.length() + " for " + input.length());
    }
    for (int step = 0; step < input.length(); step++) {
      all.add(labels.at(step));
      count(input.at(step), labels.at(step));
    }
  }

  /**
   * A label for every symbol; among equally frequent ones the lowest.
   *
   * @throws IllegalArgumentException if nothing was added
   */
  public int[] predict(Symbols input) {
    int majority = all.predict();
    int[] labels = new int[input.length()];
    for (int step = 0; step < labels.length; step++) {
      labels[step] = best.getOrDefault(input.at(step), majority);
    }
    return labels;
  }

  private void count(int symbol, int label) {
    int count = counts.addTo(key(symbol, label), 1) + 1;
    int leader = best.getOrDefault(symbol, label);
    int leading = counts.get(key(symbol, leader));
    boolean leads = count > leading || (count == leading && label < leader);
    best.put(symbol, leads ? label : leader);
  }

  private static long key(int symbol, int label) {
    return ((long) symbol << LABEL_BITS) | label;
  }
}
