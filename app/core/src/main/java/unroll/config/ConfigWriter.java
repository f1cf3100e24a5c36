package unroll.config;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
      writeValue(key.name(), key.valueIn(record), key.component().getType(), indent);
    }
  }

  private void writeValue(String name, Object value, Class<?> declared, String indent) {
    if (value instanceof Record record) {
      out.append(indent).append(name).append(":\n");
      if (KeyComponent.isChoice(declared)) {
        line(indent + "  ", "type", KeyComponent.typeName(declared, record.getClass()));
      }
      writeComponents(record, indent + "  ");
    } else {
      line(indent, name, scalarOrList(value));
    }
  }

  private void line(String indent, String name, String value) {
    out.append(indent).append(name).append(": ").append(value).append('\n');
  }

  private static String scalarOrList(Object value) {
    if (value == null) {
      return "null";
    } else if (value instanceof Enum<?> constant) {
      return Words.kebabCase(constant);
    } else if (value instanceof List<?> items) {
      return items.stream()
          .map(ConfigWriter::scalarOrList)
          .collect(Collectors.joining(", ", "[", "]"));
    } else if (value instanceof Double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? number.longValue() + ".0"
          : Double.toString(number);
    }
    return value instanceof String text ? quoteIfNeeded(text) : value.toString();
  }

  /** A text as a YAML scalar: plain where that is safe, else double-quoted. */
  static String quoteIfNeeded(String text) {
    if (text.matches("[A-Za-z/.][A-Za-z0-9_./-]*") && !WORDS_WITH_A_MEANING.contains(text)) {
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
                      || symbol == 0x2028
                      || symbol == 0x2029
                      || symbol == 0xFEFF
                      || symbol == 0x85) {
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
