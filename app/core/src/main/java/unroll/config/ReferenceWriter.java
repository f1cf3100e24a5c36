package unroll.config;

import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.Map;

/**
 * Writes the reference of a configuration record: every key with its default (or its example) below
 * a comment, the other choices of a {@code type} as comments below the default one.
 */
public final class ReferenceWriter {
  private final StringBuilder out = new StringBuilder();

  private ReferenceWriter() {}

  /** The reference as YAML that reads to the record of defaults. */
  public static String write(Class<? extends Record> type) {
    ReferenceWriter writer = new ReferenceWriter();
    writer.writeKeys(type, "");
    return writer.out.toString();
  }

  private void writeKeys(Class<?> type, String indent) {
    for (KeyComponent key : KeyComponent.of(type)) {
      Class<?> valueType = key.component().getType();
      comment(indent, key, valueType);
      if (valueType.isRecord()) {
        out.append(indent).append(key.name()).append(":\n");
        writeKeys(valueType, indent + "  ");
      } else if (KeyComponent.isChoice(valueType)) {
        writeVariants(key, valueType, indent);
      } else {
        line(indent, key.name(), shown(key));
      }
    }
  }

  private void writeVariants(KeyComponent key, Class<?> sealed, String indent) {
    Map<String, Class<?>> variants = KeyComponent.variants(sealed);
    String chosen = shown(key);
    if (chosen.equals("null")) {
      line(indent, key.name(), "null");
    }
    variants.forEach(
        (name, variant) -> {
          int start = out.length();
          out.append(indent).append(key.name()).append(":\n");
          line(indent + "  ", "type", name);
          writeKeys(variant, indent + "  ");
          if (!name.equals(chosen)) {
            String block = out.substring(start);
            out.setLength(start);
            block
                .lines()
                .forEach(
                    text ->
                        out.append(indent)
                            .append("# ")
                            .append(text.substring(indent.length()))
                            .append('\n'));
          }
        });
  }

  private void line(String indent, String name, String value) {
    out.append(indent).append(name).append(": ").append(value).append('\n');
  }

  private static String shown(KeyComponent key) {
    return key.key().example().isEmpty() ? key.key().byDefault() : key.key().example();
  }

  private void comment(String indent, KeyComponent key, Class<?> valueType) {
    StringBuilder text = new StringBuilder(key.key().doc());
    List<String> words = wordsOf(key, valueType);
    if (!words.isEmpty()) {
      text.append("; one of ").append(String.join(", ", words));
    }
    out.append(indent).append("# ").append(text).append(range(key.key())).append('\n');
  }

  private static List<String> wordsOf(KeyComponent key, Class<?> valueType) {
    if (valueType.isEnum()) {
      return KeyComponent.constants(valueType);
    } else if (KeyComponent.isChoice(valueType)) {
      return List.copyOf(KeyComponent.variants(valueType).keySet());
    } else if (key.type() instanceof ParameterizedType list
        && KeyComponent.itemType(list).isEnum()) {
      return KeyComponent.constants(KeyComponent.itemType(list));
    }
    return List.of(key.key().oneOf());
  }

  private static String range(Key key) {
    StringBuilder range = new StringBuilder();
    if (Double.isFinite(key.min())) {
      range.append(", at least ").append(RecordBinder.plain(key.min()));
    }
    if (Double.isFinite(key.above())) {
      range.append(", above ").append(RecordBinder.plain(key.above()));
    }
    if (Double.isFinite(key.max())) {
      range.append(", at most ").append(RecordBinder.plain(key.max()));
    }
    if (Double.isFinite(key.below())) {
      range.append(", below ").append(RecordBinder.plain(key.below()));
    }
    return range.isEmpty() ? "" : " (" + range.substring(2) + ")";
  }
}
