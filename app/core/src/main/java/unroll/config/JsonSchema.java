package unroll.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;

/** The JSON Schema (draft 2020-12) of a configuration record, for editors that complete keys. */
public final class JsonSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonSchema() {}

  /**
   * @param title what the document is
   * @return the schema as indented JSON text
   */
  public static String write(Class<? extends Record> type, String title) {
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", title);
    schema.setAll(recordSchema(type, null));
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always writable", e);
    }
  }

  /** The words that the {@code type:} key of a sealed interface may be. */
  public static List<String> typeWords(Class<?> sealed) {
    return List.copyOf(KeyComponent.variants(sealed).keySet());
  }

  private static ObjectNode recordSchema(Class<?> type, String variant) {
    ObjectNode schema = JSON.objectNode();
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JSON.arrayNode();
    if (variant != null) {
      properties.putObject("type").put("const", variant);
      required.add("type");
    }
    for (KeyComponent key : KeyComponent.of(type)) {
      properties.set(key.name(), keySchema(key));
      if (key.isRequired()) {
        required.add(key.name());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private static ObjectNode keySchema(KeyComponent key) {
    ObjectNode value = typeSchema(key.type());
    bound(value, "minimum", key.key().min());
    bound(value, "maximum", key.key().max());
    bound(value, "exclusiveMinimum", key.key().above());
    bound(value, "exclusiveMaximum", key.key().below());
    if (key.key().oneOf().length > 0) {
      value.set("enum", words(List.of(key.key().oneOf())));
    }
    ObjectNode schema = value;
    if (key.isNullable()) {
      schema = JSON.objectNode();
      schema.putArray("anyOf").add(value).add(JSON.objectNode().put("type", "null"));
    }
    schema.put("description", key.key().doc());
    if (!key.isRequired() && !key.isNullable()) {
      schema.set("default", defaultValue(key));
    }
    return schema;
  }

  private static JsonNode defaultValue(KeyComponent key) {
    ConfigNode value = YamlParser.parseValue(key.name(), key.key().byDefault());
    return json(value);
  }

  private static JsonNode json(ConfigNode node) {
    if (node instanceof ConfigNode.Mapping mapping) {
      ObjectNode object = JSON.objectNode();
      mapping.entries().forEach(entry -> object.set(entry.key(), json(entry.value())));
      return object;
    } else if (node instanceof ConfigNode.Sequence sequence) {
      ArrayNode array = JSON.arrayNode();
      sequence.items().forEach(item -> array.add(json(item)));
      return array;
    }
    ConfigNode.Scalar scalar = (ConfigNode.Scalar) node;
    return switch (scalar.kind()) {
      case NULL -> JSON.nullNode();
      case BOOLEAN -> JSON.booleanNode(Boolean.parseBoolean(scalar.text()));
      case INTEGER -> JSON.numberNode(Long.parseLong(scalar.text()));
      case DECIMAL -> JSON.numberNode(Double.parseDouble(scalar.text()));
      case TEXT -> JSON.textNode(scalar.text());
    };
  }

  private static ObjectNode typeSchema(Type type) {
    if (type instanceof ParameterizedType list) {
      ObjectNode schema = JSON.objectNode().put("type", "array");
      schema.set("items", typeSchema(KeyComponent.itemType(list)));
      return schema;
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return recordSchema(plain, null);
    } else if (KeyComponent.isChoice(plain)) {
      return variantSchema(plain);
    } else if (plain.isEnum()) {
      ObjectNode schema = JSON.objectNode();
      schema.set("enum", words(KeyComponent.constants(plain)));
      return schema;
    } else if (plain == String.class) {
      return JSON.objectNode().set("type", words(List.of("string", "number", "boolean")));
    } else if (plain == boolean.class || plain == Boolean.class) {
      return JSON.objectNode().put("type", "boolean");
    }
    boolean decimal = plain == double.class || plain == Double.class;
    return JSON.objectNode().put("type", decimal ? "number" : "integer");
  }

  private static ObjectNode variantSchema(Class<?> sealed) {
    ObjectNode schema = JSON.objectNode();
    ArrayNode choices = schema.putArray("oneOf");
    KeyComponent.variants(sealed)
        .forEach((name, variant) -> choices.add(recordSchema(variant, name)));
    // The word alone is short for {type: word}.
    choices.addObject().set("enum", words(typeWords(sealed)));
    return schema;
  }

  private static void bound(ObjectNode schema, String keyword, double limit) {
    if (Double.isFinite(limit)) {
      schema.put(keyword, limit);
    }
  }

  private static ArrayNode words(List<String> words) {
    ArrayNode array = JSON.arrayNode();
    words.forEach(array::add);
    return array;
  }
}
