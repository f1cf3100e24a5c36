package unroll.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** A configuration as a flat list of its keys. */
public final class ConfigValues {
  private final Map<String, String> values = new LinkedHashMap<>();

  private ConfigValues() {}

  /** Dotted keys with their values as YAML, in the order of the configuration. */
  public static Map<String, String> of(Record config) {
    ConfigValues flat = new ConfigValues();
    flat.collect("", config);
    return flat.values;
  }

  private void collect(String prefix, Record config) {
    for (KeyComponent key : KeyComponent.of(config.getClass())) {
      String name = prefix + key.name();
      if (key.valueIn(config) instanceof Record record) {
        ConfigWriter.typeWord(record, key.type())
            .ifPresent(word -> values.put(name + ".type", word));
        collect(name + ".", record);
      } else {
        values.put(name, ConfigWriter.flow(key.valueIn(config), key.type()));
      }
    }
  }
}
