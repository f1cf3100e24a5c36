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
        List<String> path = List.of(setting.substring(0, equals).trim().split("\\.", -1));
        node = replace(node, path, value, place);
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

  /** A copy of {@code node} in which the value at {@code path} is {@code value}. */
  private static ConfigNode replace(
      ConfigNode node, List<String> path, ConfigNode value, Location place) {
    if (path.isEmpty()) {
      return value;
    }
    List<ConfigNode.Entry> entries = new ArrayList<>(entriesOf(node, place));
    String key = path.get(0);
    List<String> rest = path.subList(1, path.size());
    for (int i = 0; i < entries.size(); i++) {
      ConfigNode.Entry entry = entries.get(i);
      if (entry.key().equals(key)) {
        entries.set(
            i,
            new ConfigNode.Entry(
                entry.location(), key, replace(entry.value(), rest, value, place)));
        return new ConfigNode.Mapping(node.location(), entries);
      }
    }
    ConfigNode nothing = new ConfigNode.Mapping(place, List.of());
    entries.add(new ConfigNode.Entry(place, key, replace(nothing, rest, value, place)));
    return new ConfigNode.Mapping(node.location(), entries);
  }

  /** The entries of a mapping; a word alone is short for {@code type: word}. */
  private static List<ConfigNode.Entry> entriesOf(ConfigNode node, Location place) {
    if (node instanceof ConfigNode.Mapping mapping) {
      return mapping.entries();
    }
    if (node instanceof ConfigNode.Scalar word && word.kind() == ConfigNode.Kind.TEXT) {
      return List.of(new ConfigNode.Entry(word.location(), "type", word));
    } else if (node instanceof ConfigNode.Scalar nothing
        && nothing.kind() == ConfigNode.Kind.NULL) {
      return List.of();
    }
    String message =
        "expected keys and values at %s, found %s".formatted(node.location(), node.describe());
    throw new ConfigException(List.of(new Problem(place, "", message)));
  }
}
