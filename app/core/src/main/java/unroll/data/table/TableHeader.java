package unroll.data.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import unroll.config.UserException;

/** Where a table comes from and what its columns are called. */
public final class TableHeader {
  private static final int LONGEST_NAME = 1000;

  private final String source;
  private final List<String> names;
  private final Map<String, Integer> columns = new HashMap<>();

  /**
   * @param source what to call the table in messages
   * @throws UserException if two columns have one name, or a name is longer than 1,000 characters
   */
  public TableHeader(String source, List<String> names) {
    this.source = source;
    this.names = List.copyOf(names);
    for (String name : names) {
      if (name.length() > LONGEST_NAME) {
        throw new UserException(
            "%s: column %d has a name of %d characters (%s); expected at most %d"
                .formatted(
                    source, columns.size() + 1, name.length(), Excerpt.quoted(name), LONGEST_NAME));
      }
      Integer first = columns.putIfAbsent(name, columns.size());
      if (first != null) {
        throw new UserException(
            "%s: columns %d and %d have the same name %s; expected different ones"
                .formatted(source, first + 1, columns.size() + 1, Excerpt.quoted(name)));
      }
    }
  }

  public String source() {
    return source;
  }

  public List<String> names() {
    return names;
  }

  /**
   * @return the column of that name, from 0
   * @throws UserException if there is none; it names the nearest one
   */
  public int column(String name) {
    Integer column = columns.get(name);
    if (column != null) {
      return column;
    }
    throw new UserException(
        source + ": no column " + Excerpt.quoted(name) + "; " + Excerpt.hint(name, names));
  }
}
