package unroll.data.table;

import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import unroll.config.UserException;

/** The first row of every key. Every key that came stays in memory. */
public final class DistinctRows implements Iterator<Row> {
  private static final int LONGEST_KEY = 1000;

  private final Iterator<Row> rows;
  private final String column;
  private final MissingValues missing;
  private final Set<String> keys = new HashSet<>();
  private long repeated;
  private Row ahead;

  /**
   * @param column whose values, letter by letter, are the keys
   */
  public DistinctRows(Iterator<Row> rows, String column, MissingValues missing) {
    this.rows = rows;
    this.column = column;
    this.missing = missing;
  }

  /**
   * @throws UserException if a row has no key, or one longer than 1,000 characters
   */
  @Override
  public boolean hasNext() {
    while (ahead == null && rows.hasNext()) {
      Row row = rows.next();
      if (keys.add(key(row))) {
        ahead = row;
      } else {
        repeated++;
      }
    }
    return ahead != null;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Row next = ahead;
    ahead = null;
    return next;
  }

  /** How many rows were left out so far. */
  public long repeated() {
    return repeated;
  }

  private String key(Row row) {
    String key = row.value(column);
    if (missing.isMissing(key)) {
      throw row.mistake(column, "found " + Excerpt.quoted(key) + ", expected a key");
    } else if (key.length() > LONGEST_KEY) {
      throw row.mistake(
          column,
          "a text of %d characters, expected a key of at most %d"
              .formatted(key.length(), LONGEST_KEY));
    }
    return key;
  }
}
