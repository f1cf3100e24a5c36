package unroll.config;

import java.util.List;

/** A YAML document as the reader sees it: every value with its place. */
public sealed interface ConfigNode {
  Location location();

  /** What the user wrote, shortened, for messages. */
  String describe();

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
  }

  record Sequence(Location location, List<ConfigNode> items) implements ConfigNode {
    @Override
    public String describe() {
      return "a list";
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
  }

  record Entry(Location location, String key, ConfigNode value) {}
}
