package unroll.data.table;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import unroll.config.UserException;

/**
 * One row of a table.
 *
 * @param header whose columns the values stand in
 * @param line where the row begins, from 1; 0: nowhere in a file
 * @param values as many as the header has columns
 */
public record Row(TableHeader header, long line, List<String> values) {
  public Row {
    values = List.copyOf(values);
    if (values.size() != header.names().size()) {
      throw new IllegalArgumentException(
          values.size() + " values in " + header.names().size() + " columns");
    }
  }

  /**
   * A row that stands in no table: values by the names of their columns.
   *
   * @param source what to call it in messages
   * @param line its line there, or 0
   */
  public static Row of(String source, long line, Map<String, String> values) {
    List<String> names = List.copyOf(values.keySet());
    return new Row(new TableHeader(source, names), line, names.stream().map(values::get).toList());
  }

  public String value(int column) {
    return values.get(column);
  }

  /**
   * @throws UserException if there is no such column
   */
  public String value(String column) {
    return values.get(header.column(column));
  }

  /**
   * The number in a column.
   *
   * @throws UserException if there is no such column or no finite decimal number in it
   */
  public double number(String column) {
    String found = value(column);
    return DecimalNumber.parse(found)
        .orElseThrow(
            () ->
                mistake(
                    column,
                    "found " + Excerpt.quoted(found) + ", expected a number such as 12 or -0.5"));
  }

  /** The source and the line, for messages. */
  public String place() {
    return line == 0 ? header.source() : header.source() + ", line " + line;
  }

  UserException unknownWord(String column, Collection<String> expected) {
    String found = value(column);
    return mistake(column, "found " + Excerpt.quoted(found) + "; " + Excerpt.hint(found, expected));
  }

  UserException mistake(String column, String message) {
    return new UserException(place() + ", column " + Excerpt.of(column) + ": " + message);
  }
}
