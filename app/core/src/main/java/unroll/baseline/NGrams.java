package unroll.baseline;

import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.Arrays;
import unroll.data.Symbols;

/**
 * Numbers the different n-grams of texts, of every length up to an order, from 0 on. An n-gram is
 * found by the number of the n-gram without its last symbol and that symbol, so no two are ever
 * taken for one.
 */
final class NGrams {
  private static final int SYMBOL_BITS = 32;
  private static final int UNKNOWN = -1;
  private static final int EMPTY = 0;

  private final int order;
  private final int most;
  private final Long2IntOpenHashMap nodes = new Long2IntOpenHashMap();

  /**
   * @param order symbols of the longest n-gram
   * @param most different n-grams that are numbered; all later ones stay unknown
   */
  NGrams(int order, int most) {
    this.order = order;
    this.most = most;
    nodes.defaultReturnValue(UNKNOWN);
  }

  /** Number of different n-grams. */
  int size() {
    return nodes.size();
  }

  /** The different n-grams of a text, new ones included as long as there is room. */
  IntSet learn(Symbols text) {
    return of(text, true);
  }

  /** The different known n-grams of a text. */
  IntSet find(Symbols text) {
    return of(text, false);
  }

  private IntSet of(Symbols text, boolean learning) {
    IntSet found = new IntOpenHashSet();
    // Nodes of the last 0, 1, ... symbols; the one of none is the root, an n-gram's is its number
    // plus one.
    int[] ends = new int[order + 1];
    Arrays.fill(ends, UNKNOWN);
    ends[0] = EMPTY;
    for (int i = 0; i < text.length(); i++) {
      int symbol = text.at(i);
      for (int length = order - 1; length >= 0; length--) {
        int end = ends[length] == UNKNOWN ? UNKNOWN : node(ends[length], symbol, learning);
        ends[length + 1] = end;
        if (end != UNKNOWN) {
          found.add(end - 1);
        }
      }
    }
    return found;
  }

  private int node(int start, int symbol, boolean learning) {
    long key = ((long) start << SYMBOL_BITS) | symbol;
    int node = nodes.get(key);
    if (node == UNKNOWN && learning && nodes.size() < most) {
      node = nodes.size() + 1;
      nodes.put(key, node);
    }
    return node;
  }
}
