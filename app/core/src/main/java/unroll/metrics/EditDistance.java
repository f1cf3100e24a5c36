package unroll.metrics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fewest symbols to insert, delete or replace that make one sequence of another (Levenshtein,
 * 1966), and their share of the symbols of a corpus: of characters the character error rate, of
 * words the word error rate.
 */
public final class EditDistance {
  private long edits;
  private long expectedSymbols;

  /** Number of edits; takes time in proportion to the product of the lengths. */
  public static int between(int[] from, int[] to) {
    if (from.length < to.length) {
      return between(to, from);
    }
    int[] previous = new int[to.length + 1];
    int[] current = new int[to.length + 1];
    Arrays.setAll(previous, column -> column);
    for (int row = 1; row <= from.length; row++) {
      current[0] = row;
      for (int column = 1; column <= to.length; column++) {
        int replaced = previous[column - 1] + (from[row - 1] == to[column - 1] ? 0 : 1);
        int inserted = Math.min(previous[column], current[column - 1]) + 1;
        current[column] = Math.min(replaced, inserted);
      }
      int[] next = previous;
      previous = current;
      current = next;
    }
    return previous[to.length];
  }

  /** Number of edits between lists of anything that knows its equals. */
  public static int between(List<?> from, List<?> to) {
    Map<Object, Integer> ids = new HashMap<>();
    return between(ids(from, ids), ids(to, ids));
  }

  /** Counts the edits of a sequence. */
  public void add(int[] expected, int[] predicted) {
    edits += between(expected, predicted);
    expectedSymbols += expected.length;
  }

  /** Counts the edits of a list, of words for example. */
  public void add(List<?> expected, List<?> predicted) {
    edits += between(expected, predicted);
    expectedSymbols += expected.size();
  }

  /** Counts the edits of a text by its characters (code points). */
  public void add(String expected, String predicted) {
    add(expected.codePoints().toArray(), predicted.codePoints().toArray());
  }

  /**
   * All edits by the number of all expected symbols: 0 is perfect, and more than 1 where more is
   * predicted than expected. NaN if no symbol was expected.
   */
  public double errorRate() {
    return expectedSymbols == 0 ? Double.NaN : (double) edits / expectedSymbols;
  }

  private static int[] ids(List<?> symbols, Map<Object, Integer> ids) {
    return symbols.stream()
        .mapToInt(symbol -> ids.computeIfAbsent(symbol, unseen -> ids.size()))
        .toArray();
  }
}
