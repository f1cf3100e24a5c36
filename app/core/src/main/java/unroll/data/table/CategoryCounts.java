package unroll.data.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import unroll.config.UserException;

/** The different words of a column and how often each came. */
final class CategoryCounts implements ColumnFit {
  private static final int MOST = 10_000;
  private static final int LONGEST = 1000;

  private final String column;
  private final boolean open;
  private final Map<String, Long> counts;
  private long total;

  /**
   * @param expected the only words there may be, in their order; empty: any, sorted
   */
  CategoryCounts(String column, List<String> expected) {
    this.column = column;
    this.open = expected.isEmpty();
    this.counts = open ? new TreeMap<>() : new LinkedHashMap<>();
    expected.forEach(word -> counts.put(word, 0L));
  }

  @Override
  public void add(Row row) {
    String word = row.value(column);
    if (!counts.containsKey(word)) {
      requireRoom(row, word);
    }
    counts.merge(word, 1L, Long::sum);
    total++;
  }

  private void requireRoom(Row row, String word) {
    if (!open) {
      throw row.unknownWord(column, counts.keySet());
    } else if (word.length() > LONGEST) {
      throw row.mistake(
          column,
          "a text of %d characters, expected a category of at most %d"
              .formatted(word.length(), LONGEST));
    } else if (counts.size() == MOST) {
      throw row.mistake(
          column, "more than %d different values, expected categories".formatted(MOST));
    }
  }

  List<String> words() {
    return List.copyOf(counts.keySet());
  }

  @Override
  public FittedColumn fitted() {
    if (total == 0) {
      throw new UserException("column " + Excerpt.of(column) + ": missing in every training row");
    }
    List<Double> shares = counts.values().stream().map(count -> (double) count / total).toList();
    return new FittedCategories(column, words(), shares);
  }
}
