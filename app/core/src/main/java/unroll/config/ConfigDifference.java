package unroll.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Where two configurations of the same kind differ. */
public final class ConfigDifference {
  private ConfigDifference() {}

  /** The dotted keys whose values differ, in the order of the configuration. */
  public static List<String> keys(Record one, Record other) {
    List<String> keys = new ArrayList<>();
    collect("", one, other, keys);
    return keys;
  }

  private static void collect(String prefix, Record one, Record other, List<String> keys) {
    for (KeyComponent key : KeyComponent.of(one.getClass())) {
      String name = prefix + key.name();
      Object value = key.valueIn(one);
      Object otherValue = key.valueIn(other);
      if (value instanceof Record record
          && otherValue instanceof Record otherRecord
          && record.getClass() == otherRecord.getClass()) {
        collect(name + ".", record, otherRecord, keys);
      } else if (!Objects.equals(value, otherValue)) {
        keys.add(name);
      }
    }
  }
}
