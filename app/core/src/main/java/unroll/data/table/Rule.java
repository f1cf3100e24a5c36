package unroll.data.table;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A condition on the values of a row. A comparison with a missing value is unknown; everything
 * compared is looked at, so that a value which cannot be compared is always told.
 */
sealed interface Rule {
  /**
   * Reads {@code BPSysAve >= 140 or (BPDiaAve >= 90 and Gender = 'male')}. {@code and} binds more
   * tightly than {@code or}; the name of a column that is no plain word stands in double quotes or
   * backticks, and a quote within quotes is doubled.
   *
   * @throws unroll.config.UserException if it is not a rule, with the character where it ceases to
   *     be one
   */
  static Rule parse(String text) {
    return new RuleParser(text).parse();
  }

  /**
   * @throws unroll.config.UserException if a column is not there or its value cannot be compared
   */
  Truth truth(Row row, MissingValues missing);

  Set<String> columns();

  /** At least one part holds. */
  record AnyOf(List<Rule> parts) implements Rule {
    @Override
    public Truth truth(Row row, MissingValues missing) {
      return parts.stream().map(part -> part.truth(row, missing)).reduce(Truth.FALSE, Truth::or);
    }

    @Override
    public Set<String> columns() {
      return columnsOf(parts);
    }
  }

  /** All parts hold. */
  record AllOf(List<Rule> parts) implements Rule {
    @Override
    public Truth truth(Row row, MissingValues missing) {
      return parts.stream().map(part -> part.truth(row, missing)).reduce(Truth.TRUE, Truth::and);
    }

    @Override
    public Set<String> columns() {
      return columnsOf(parts);
    }
  }

  /** A column compared with a number. */
  record NumberRule(String column, Comparison comparison, double number) implements Rule {
    @Override
    public Truth truth(Row row, MissingValues missing) {
      return missing.isMissing(row.value(column))
          ? Truth.UNKNOWN
          : Truth.of(comparison.holds(row.number(column), number));
    }

    @Override
    public Set<String> columns() {
      return Set.of(column);
    }
  }

  /** A column compared with a word, letter by letter. */
  record WordRule(String column, boolean equal, String word) implements Rule {
    @Override
    public Truth truth(Row row, MissingValues missing) {
      missing.requirePresent(column, List.of(word));
      String found = row.value(column);
      return missing.isMissing(found) ? Truth.UNKNOWN : Truth.of(found.equals(word) == equal);
    }

    @Override
    public Set<String> columns() {
      return Set.of(column);
    }
  }

  private static Set<String> columnsOf(List<Rule> parts) {
    Set<String> columns = new HashSet<>();
    parts.forEach(part -> columns.addAll(part.columns()));
    return columns;
  }
}
