package unroll.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import unroll.config.ConfigException.Problem;

/** Reads a configuration record from YAML, strictly: every mistake is found and told at once. */
public final class ConfigReader<T extends Record> {
  private final Class<T> type;

  public ConfigReader(Class<T> type) {
    this.type = type;
  }

  /**
   * @param settings {@code dotted.key=value}, each replacing or adding one value of the file
   * @throws ConfigException naming every mistake in the file and in the settings
   */
  public T readFile(Path file, List<String> settings) {
    return read(YamlParser.parseFile(file), settings);
  }

  /**
   * @param source what to call the text in messages
   * @throws ConfigException naming every mistake
   */
  public T readText(String source, String text) {
    return read(YamlParser.parseText(source, text), List.of());
  }

  /**
   * @throws ConfigException naming every mistake, each with the place that its value comes from
   */
  public T read(ConfigNode document) {
    return read(document, List.of());
  }

  private T read(ConfigNode document, List<String> settings) {
    ConfigNode node = document;
    List<Problem> problems = new ArrayList<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      Location place = new Location("--set " + setting, 0);
      if (equals < 1) {
        problems.add(new Problem(place, "", "expected dotted.key=value"));
        continue;
      }
      try {
        ConfigNode value = YamlParser.parseValue(place.source(), setting.substring(equals + 1));
        node = ConfigEdit.replaced(node, setting.substring(0, equals).trim(), value, place);
      } catch (ConfigException e) {
        problems.addAll(e.problems());
      }
    }
    RecordBinder binder = new RecordBinder();
    Optional<Object> bound = binder.bindRecord(type, node, "");
    problems.addAll(binder.problems());
    if (!problems.isEmpty()) {
      problems.sort(Comparator.comparingInt(problem -> problem.location().line()));
      throw new ConfigException(problems);
    }
    return type.cast(bound.orElseThrow());
  }
}
