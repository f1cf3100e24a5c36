package unroll.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML 1.2 (core schema) into {@link ConfigNode}s; refuses tags and bounds size and depth.
 */
final class YamlParser {
  private static final int LARGEST_FILE = 1 << 20;
  private static final int DEEPEST = 40;
  private static final int MOST_NODES = 100_000;
  private static final int SMALLEST_BUFFER = 1024;
  private static final String MERGE = "<<";

  private final String source;
  private final boolean hasLines;
  private int nodes;

  private YamlParser(String source, boolean hasLines) {
    this.source = source;
    this.hasLines = hasLines;
  }

  static ConfigNode parseFile(Path file) {
    String text;
    try {
      if (Files.isDirectory(file)) {
        throw new UserException(file + ": is a folder; expected a YAML file");
      }
      if (Files.size(file) > LARGEST_FILE) {
        throw new UserException(file + ": larger than 1 MiB; expected a YAML configuration");
      }
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new UserException(file + ": no such file", e);
    } catch (CharacterCodingException e) {
      throw new UserException(file + ": not UTF-8 text", e);
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read: " + e.getMessage(), e);
    }
    return new YamlParser(file.toString(), true).parse(text);
  }

  static ConfigNode parseText(String source, String text) {
    return new YamlParser(source, true).parse(text);
  }

  /** Reads one value from the command line, where line numbers mean nothing. */
  static ConfigNode parseValue(String source, String text) {
    return new YamlParser(source, false).parse(text);
  }

  private ConfigNode parse(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(source)
            .setSchema(new CoreSchema())
            .setMaxAliasesForCollections(20)
            .setCodePointLimit(LARGEST_FILE)
            // The engine's reader fails where a character of two chars begins a buffer's last one.
            .setBufferSize(Math.max(SMALLEST_BUFFER, text.length() + 2))
            .build();
    try {
      requirePlain(new Parse(settings).parseString(text));
      Optional<Node> root = new Compose(settings).composeString(text);
      return root.isEmpty()
          ? new ConfigNode.Scalar(new Location(source, hasLines ? 1 : 0), ConfigNode.Kind.NULL, "")
          : convert(root.get(), 0);
    } catch (MarkedYamlEngineException e) {
      Location place =
          e.getProblemMark().map(this::location).orElse(new Location(source, hasLines ? 1 : 0));
      throw problem(place, "not valid YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw problem(new Location(source, 0), "not valid YAML: " + e.getMessage());
    }
  }

  /**
   * Composing goes as deep into the stack as the document nests, and does not end where a merge key
   * leads back to its own mapping.
   */
  private void requirePlain(Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      Location place = event.getStartMark().map(this::location).orElse(new Location(source, 0));
      if (event instanceof CollectionEndEvent) {
        depth--;
      } else if (event instanceof CollectionStartEvent start) {
        requireNoTag(start.getTag(), place);
        if (++depth > DEEPEST) {
          throw problem(place, "too deep or too large for a configuration");
        }
      } else if (event instanceof ScalarEvent scalar) {
        requireNoTag(scalar.getTag(), place);
        if (scalar.isPlain() && scalar.getValue().equals(MERGE)) {
          throw problem(place, "merge keys (<<) are not allowed; expected the keys themselves");
        }
      }
    }
  }

  private static void requireNoTag(Optional<String> tag, Location place) {
    if (tag.isPresent()) {
      throw problem(place, "tags are not allowed: " + tag.get());
    }
  }

  private ConfigNode convert(Node node, int depth) {
    Location place = node.getStartMark().map(this::location).orElse(new Location(source, 0));
    if (depth > DEEPEST || ++nodes > MOST_NODES) {
      throw problem(place, "too deep or too large for a configuration");
    }
    if (node instanceof ScalarNode scalar) {
      return new ConfigNode.Scalar(place, kind(scalar, place), scalar.getValue());
    }
    if (node instanceof SequenceNode sequence) {
      requireTag(node, Tag.SEQ, place);
      List<ConfigNode> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(convert(item, depth + 1));
      }
      return new ConfigNode.Sequence(place, items);
    }
    requireTag(node, Tag.MAP, place);
    List<ConfigNode.Entry> entries = new ArrayList<>();
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      Location keyPlace = tuple.getKeyNode().getStartMark().map(this::location).orElse(place);
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw problem(keyPlace, "a key must be a word");
      }
      entries.add(
          new ConfigNode.Entry(keyPlace, key.getValue(), convert(tuple.getValueNode(), depth + 1)));
    }
    return new ConfigNode.Mapping(place, entries);
  }

  private static ConfigNode.Kind kind(ScalarNode scalar, Location place) {
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.STR)) {
      return ConfigNode.Kind.TEXT;
    } else if (tag.equals(Tag.INT)) {
      return ConfigNode.Kind.INTEGER;
    } else if (tag.equals(Tag.FLOAT)) {
      return ConfigNode.Kind.DECIMAL;
    } else if (tag.equals(Tag.BOOL)) {
      return ConfigNode.Kind.BOOLEAN;
    } else if (tag.equals(Tag.NULL)) {
      return ConfigNode.Kind.NULL;
    }
    throw problem(place, "tags are not allowed: " + tag.getValue());
  }

  private static void requireTag(Node node, Tag expected, Location place) {
    if (!node.getTag().equals(expected)) {
      throw problem(place, "tags are not allowed: " + node.getTag().getValue());
    }
  }

  private Location location(Mark mark) {
    return new Location(source, hasLines ? mark.getLine() + 1 : 0);
  }

  private static ConfigException problem(Location place, String message) {
    return new ConfigException(List.of(new ConfigException.Problem(place, "", message)));
  }
}
