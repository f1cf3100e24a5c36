package unroll.documentation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unroll.experiment.ConfigSchema;

/** The page of all configuration keys, from the schema that is made of the records' annotations. */
final class ConfigurationPage {
  private static final String HEAD =
      """
      # Configuration

      Every key of a configuration, from the program itself, as [CONTRIBUTING](../../CONTRIBUTING.md#generated-files) says.
      [reference.yaml](../configs/reference.yaml) is the same as a configuration. A key without a default has to be given;
      where a `type` chooses, the word alone is short for `{type: word}`. Nothing is guessed: an unknown key, a value of
      another kind or out of its range is an error with its line and the nearest valid word.

      """;

  private final StringBuilder out = new StringBuilder(HEAD);

  private ConfigurationPage() {}

  static String text() throws JsonProcessingException {
    ConfigurationPage page = new ConfigurationPage();
    page.section("The whole", new ObjectMapper().readTree(ConfigSchema.json()), "");
    return page.out.toString();
  }

  /** A record: its keys as a table, and what lies below them as sections of their own. */
  private void section(String title, JsonNode record, String path) {
    Map<String, JsonNode> below = new LinkedHashMap<>();
    List<String> rows = new ArrayList<>();
    record
        .path("properties")
        .properties()
        .forEach(
            entry -> {
              JsonNode value = value(entry.getValue());
              if (value.has("const")) {
                return;
              }
              rows.add(row(entry.getKey(), entry.getValue(), isRequired(record, entry.getKey())));
              JsonNode inner = value.has("items") ? value.path("items") : value;
              if (inner.has("properties") || inner.has("oneOf")) {
                below.put(entry.getKey() + (value.has("items") ? "[]" : ""), inner);
              }
            });
    out.append("## ").append(title).append("\n\n");
    if (rows.isEmpty()) {
      out.append("No further keys.\n\n");
    } else {
      out.append("| key | default | values | meaning |\n|---|---|---|---|\n");
      rows.forEach(out::append);
      out.append('\n');
    }
    below.forEach((name, value) -> below(path.isEmpty() ? name : path + "." + name, value));
  }

  private void below(String path, JsonNode value) {
    if (value.has("properties")) {
      section("`" + path + "`", value, path);
      return;
    }
    for (JsonNode variant : value.path("oneOf")) {
      if (variant.has("properties")) {
        String word = variant.path("properties").path("type").path("const").asText();
        section("`" + path + "`: " + word, variant, path + "(" + word + ")");
      }
    }
  }

  private static boolean isRequired(JsonNode record, String name) {
    for (JsonNode required : record.path("required")) {
      if (required.asText().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Without the null that an optional key may be. */
  private static JsonNode value(JsonNode key) {
    return key.has("anyOf") ? key.path("anyOf").path(0) : key;
  }

  private static String row(String name, JsonNode key, boolean required) {
    JsonNode standard = key.path("default");
    String byDefault = required ? "" : "`" + (key.has("anyOf") ? "null" : plain(standard)) + "`";
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            name,
            byDefault,
            values(value(key)),
            key.path("description").asText().replace("|", "\\|"));
  }

  private static String plain(JsonNode node) {
    return node.isTextual() ? node.asText() : node.toString();
  }

  private static String values(JsonNode value) {
    if (value.has("properties")) {
      return "keys below";
    } else if (value.has("oneOf")) {
      List<String> words = new ArrayList<>();
      value
          .path("oneOf")
          .forEach(one -> words.add(one.path("properties").path("type").path("const").asText()));
      words.removeIf(String::isEmpty);
      return String.join(", ", words);
    } else if (value.has("enum")) {
      List<String> words = new ArrayList<>();
      value.path("enum").forEach(word -> words.add(word.asText()));
      return String.join(", ", words);
    } else if (value.path("type").isArray()) {
      return "text";
    } else if (value.path("type").asText().equals("array")) {
      return "list of " + values(value.path("items")).replace("keys below", "mappings");
    }
    return value.path("type").asText() + range(value);
  }

  private static String range(JsonNode value) {
    List<String> parts = new ArrayList<>();
    bound(parts, "at least ", value.path("minimum"));
    bound(parts, "above ", value.path("exclusiveMinimum"));
    bound(parts, "at most ", value.path("maximum"));
    bound(parts, "below ", value.path("exclusiveMaximum"));
    return parts.isEmpty() ? "" : ", " + String.join(", ", parts);
  }

  private static void bound(List<String> parts, String word, JsonNode limit) {
    if (!limit.isMissingNode()) {
      parts.add(word + limit.asText().replaceFirst("\\.0$", ""));
    }
  }
}
