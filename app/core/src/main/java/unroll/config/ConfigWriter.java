package unroll.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes configuration records as YAML that {@link ConfigReader} reads back to an equal record. */
public final class ConfigWriter {
  private static final Set<String> WORDS_WITH_A_MEANING =
      Set.of("true", "false", "null", "yes", "no", "on", "off");

  private final StringBuilder out = new StringBuilder();

  private ConfigWriter() {}

  /** Every key with its value. */
  public static String write(Record config) {
    ConfigWriter writer = new ConfigWriter();
    writer.writeComponents(config, "");
    return writer.out.toString();
  }

  private void writeComponents(Object record, String indent) {
    for (KeyComponent key : KeyComponent.of(record.getClass())) {
      writeValue(key.name(), key.valueIn(record), key.type(), indent);
    }
  }

  private void writeValue(String name, Object value, Type declared, String indent) {
    if (value instanceof Record record) {
      out.append(indent).append(name).append(":\n");
      typeWord(record, declared).ifPresent(word -> line(indent + "  ", "type", word));
      writeComponents(record, indent + "  ");
    } else {
      line(indent, name, flow(value, declared));
    }
  }

  /** The word of the {@code type:} key where one must say which record it is. */
  static Optional<String> typeWord(Record record, Type declared) {
    Class<?> type = (Class<?>) declared;
    return KeyComponent.isChoice(type)
        ? Optional.of(KeyComponent.typeName(type, record.getClass()))
        : Optional.empty();
  }

  private void line(String indent, String name, String value) {
    out.append(indent).append(name).append(": ").append(value).append('\n');
  }

  static String flow(Object value, Type declared) {
    if (value == null) {
      return "null";
    } else if (value instanceof Enum<?> constant) {
      return Words.kebabCase(constant);
    } else if (value instanceof List<?> items) {
      Class<?> itemType = KeyComponent.itemType((ParameterizedType) declared);
      return items.stream()
          .map(item -> flow(item, itemType))
          .collect(Collectors.joining(", ", "[", "]"));
    } else if (value instanceof Double number) {
      return number == Math.rint(number) && number != 0 && Math.abs(number) < 1e15
          ? number.longValue() + ".0"
          : Double.toString(number);
    }
    if (value instanceof Record record) {
      return Stream.concat(
              typeWord(record, declared).map(word -> "type: " + word).stream(),
              KeyComponent.of(record.getClass()).stream()
                  .map(key -> key.name() + ": " + flow(key.valueIn(record), key.type())))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value instanceof String text ? quoteIfNeeded(text) : value.toString();
  }

  /** A text as a YAML scalar: plain where that is safe, else double-quoted. */
  static String quoteIfNeeded(String text) {
    if (text.matches("[A-Za-z/.][A-Za-z0-9_./-]*")
        && !WORDS_WITH_A_MEANING.contains(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            symbol -> {
              switch (symbol) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                  if (Character.isISOControl(symbol)
                      || Character.getType(symbol) == Character.SURROGATE
                      || symbol == 0xFFFE
                      || symbol == 0xFFFF
                      || symbol == 0x2028
                      || symbol == 0x2029
                      || symbol == 0xFEFF) {
                    quoted.append("\\u%04x".formatted(symbol));
                  } else {
                    quoted.appendCodePoint(symbol);
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }
}
