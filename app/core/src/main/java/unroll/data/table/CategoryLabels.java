package unroll.data.table;

import java.util.List;
import java.util.OptionalInt;

/** A column that holds the class itself. */
record CategoryLabels(String column, List<String> classes, MissingValues missing)
    implements Labels {
  @Override
  public OptionalInt of(Row row) {
    String found = row.value(column);
    if (missing.isMissing(found)) {
      return OptionalInt.empty();
    }
    int id = classes.indexOf(found);
    if (id < 0) {
      throw row.unknownWord(column, classes);
    }
    return OptionalInt.of(id);
  }
}
