package unroll.data.table;

import java.util.List;
import java.util.OptionalInt;

/** The classes of a table's rows. */
public sealed interface Labels permits CategoryLabels, RuleLabels {
  /** Their names, in the order of their ids. */
  List<String> classes();

  /**
   * @return the id of the row's class, or nothing if it is unknown because a value is missing
   * @throws unroll.config.UserException if the row has a value that none of the classes has, or
   *     that cannot be compared
   */
  OptionalInt of(Row row);
}
