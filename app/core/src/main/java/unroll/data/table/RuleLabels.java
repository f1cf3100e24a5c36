package unroll.data.table;

import java.util.List;
import java.util.OptionalInt;

/** The first class where a rule is false, the second where it is true. */
record RuleLabels(Rule rule, List<String> classes, MissingValues missing) implements Labels {
  @Override
  public OptionalInt of(Row row) {
    return switch (rule.truth(row, missing)) {
      case FALSE -> OptionalInt.of(0);
      case TRUE -> OptionalInt.of(1);
      case UNKNOWN -> OptionalInt.empty();
    };
  }
}
