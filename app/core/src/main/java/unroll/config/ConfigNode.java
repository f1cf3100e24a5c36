package unroll.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A YAML document as the reader sees it: every value with its place. */
public sealed interface ConfigNode {
  /**
   * Reads a file.
   *
   * @throws UserException if it cannot be read, or is no YAML as configurations are written in
   */
  static ConfigNode ofFile(Path file) {
    return YamlParser.parseFile(file);
  }

  Location location();

  /** What the user wrote, shortened, for messages. */
  String describe();

  /** The value on one line, as YAML that reads the same. */
  String flow();

  /** How YAML's core schema reads a scalar. */
  enum Kind {
    NULL,
    BOOLEAN,
    INTEGER,
    DECIMAL,
    TEXT
  }

  /**
   * @param text the characters of the value, quotes and escapes resolved
   */
  record Scalar(Location location, Kind kind, String text) implements ConfigNode {
    @Override
    public String describe() {
      if (kind == Kind.NULL) {
        return "nothing";
      }
      return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }

    @Override
    public String flow() {
      return switch (kind) {
        case NULL -> "null";
        case TEXT -> ConfigWriter.quoteIfNeeded(text);
        case BOOLEAN, INTEGER, DECIMAL -> text;
      };
    }
  }

  record Sequence(Location location, List<ConfigNode> items) implements ConfigNode {
    @Override
    public String describe() {
      return "a list";
    }

    @Override
    public String flow() {
      return items.stream().map(ConfigNode::flow).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /**
   * @param entries in the order of the file; a key may stand twice
   */
  record Mapping(Location location, List<Entry> entries) implements ConfigNode {
    @Override
    public String describe() {
      return "keys and values";
    }

    @Override
    public String flow() {
      return entries.stream()
          .map(entry -> ConfigWriter.quoteIfNeeded(entry.key()) + ": " + entry.value().flow())
          .collect(Collectors.joining(", ", "{", "}"));
    }
  }

  record Entry(Location location, String key, ConfigNode value) {}
}
