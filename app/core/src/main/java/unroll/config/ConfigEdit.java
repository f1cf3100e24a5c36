package unroll.config;

import java.util.ArrayList;
import java.util.List;
import unroll.config.ConfigException.Problem;

/** Documents with other values at some keys. */
public final class ConfigEdit {
  private ConfigEdit() {}

  /**
   * A copy of a document with another value at a key, which need not be there.
   *
   * @param key dotted
   * @param place where the key was asked for, for messages
   * @throws ConfigException if the key leads into a value that has no keys
   */
  public static ConfigNode replaced(
      ConfigNode document, String key, ConfigNode value, Location place) {
    return replace(document, List.of(key.split("\\.", -1)), value, place);
  }

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
