package unroll.baseline;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.Arrays;
import unroll.data.Symbols;

/**
 * An n-gram model with interpolated Witten-Bell smoothing (Witten and Bell, 1991): {@code P(w|h) =
 * (c(hw) + t(h) P(w|h')) / (c(h) + t(h))}, where h' is h without its first symbol, t(h) the number
 * of different symbols seen after h, and the shortest model is uniform over the vocabulary.
 */
public final class NGramModel {
  private static final int SYMBOL_BITS = 21;
  private static final int ROOT = 0;

  private final int order;
  private final int symbolCount;
  private final Long2IntOpenHashMap children = new Long2IntOpenHashMap();
  private final IntArrayList counts = new IntArrayList();
  private final IntArrayList followers = new IntArrayList();
  private final IntArrayList differentFollowers = new IntArrayList();
  private long counted;

  /**
   * @param order symbols of the longest n-gram
   * @param symbolCount size of the vocabulary
   */
  public NGramModel(int order, int symbolCount) {
    this.order = order;
    this.symbolCount = symbolCount;
    children.defaultReturnValue(-1);
    newNode();
  }

  /**
   * Counts a text, or its beginning where more different n-grams turn up than may be kept.
   *
   * @param mostNodes bound on memory, about 50 bytes each
   */
  public void count(Symbols text, int mostNodes) {
    int[] histories = start();
    for (int i = 0; i < text.length() && counts.size() + order <= mostNodes; i++) {
      int symbol = text.at(i);
      for (int length = order - 1; length >= 0; length--) {
        histories[length + 1] = histories[length] < 0 ? -1 : follow(histories[length], symbol);
      }
      counted++;
    }
  }

  /** Number of symbols of the text that were counted. */
  public long counted() {
    return counted;
  }

  /** Nats of all symbols of a text but the first, which are what a network's labels are. */
  public double nats(Symbols text) {
    int[] histories = start();
    double loss = 0;
    for (int i = 0; i < text.length(); i++) {
      int symbol = text.at(i);
      if (i > 0) {
        loss -= Math.log(probability(histories, symbol));
      }
      for (int length = order - 1; length >= 0; length--) {
        histories[length + 1] = child(histories[length], symbol);
      }
    }
    return loss;
  }

  /** Nodes of the last 0, 1, ... symbols, -1 where they were never seen. */
  private int[] start() {
    int[] histories = new int[order + 1];
    Arrays.fill(histories, -1);
    histories[0] = ROOT;
    return histories;
  }

  private double probability(int[] histories, int symbol) {
    double probability = 1.0 / symbolCount;
    for (int length = 0; length < order; length++) {
      int history = histories[length];
      if (history >= 0 && followers.getInt(history) > 0) {
        int next = child(history, symbol);
        int count = next < 0 ? 0 : counts.getInt(next);
        int different = differentFollowers.getInt(history);
        probability = (count + different * probability) / (followers.getInt(history) + different);
      }
    }
    return probability;
  }

  private int child(int node, int symbol) {
    return node < 0 ? -1 : children.get(key(node, symbol));
  }

  private int follow(int node, int symbol) {
    int child = children.get(key(node, symbol));
    if (child < 0) {
      child = newNode();
      children.put(key(node, symbol), child);
      increment(differentFollowers, node);
    }
    increment(followers, node);
    increment(counts, child);
    return child;
  }

  private int newNode() {
    counts.add(0);
    followers.add(0);
    differentFollowers.add(0);
    return counts.size() - 1;
  }

  private static void increment(IntArrayList list, int index) {
    list.set(index, list.getInt(index) + 1);
  }

  private static long key(int node, int symbol) {
    return ((long) node << SYMBOL_BITS) | symbol;
  }
}
