package unroll.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import unroll.config.ConfigException.Problem;

/** Binds one document to records and collects every mistake on the way instead of stopping. */
final class RecordBinder {
  private final List<Problem> problems = new ArrayList<>();

  List<Problem> problems() {
    return problems;
  }

  /**
   * @return the record, or empty when anything in it was wrong
   */
  Optional<Object> bindRecord(Class<?> type, ConfigNode node, String path) {
    if (!(node instanceof ConfigNode.Mapping mapping)) {
      return fail(node.location(), path, "expected keys and values, found " + node.describe());
    }
    List<KeyComponent> keys = KeyComponent.of(type);
    int before = problems.size();
    Map<String, ConfigNode.Entry> given = entriesByKey(mapping, keys, path);
    List<Object> arguments = new ArrayList<>();
    for (KeyComponent key : keys) {
      ConfigNode.Entry entry = given.get(key.name());
      String keyPath = join(path, key.name());
      if (entry == null && key.isRequired()) {
        fail(mapping.location(), keyPath, "missing; expected " + key.key().doc());
        arguments.add(null);
      } else {
        ConfigNode value = entry == null ? defaultOf(key) : entry.value();
        arguments.add(bindKey(key, value, keyPath).orElse(null));
      }
    }
    return problems.size() > before
        ? Optional.empty()
        : construct(type, arguments, mapping, given, path);
  }

  private Map<String, ConfigNode.Entry> entriesByKey(
      ConfigNode.Mapping mapping, List<KeyComponent> keys, String path) {
    List<String> names = keys.stream().map(KeyComponent::name).toList();
    Map<String, ConfigNode.Entry> given = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (ConfigNode.Entry entry : mapping.entries()) {
      String keyPath = join(path, entry.key());
      if (!names.contains(entry.key())) {
        fail(entry.location(), keyPath, "unknown key; " + hintForKey(path, entry.key(), names));
      } else if (!seen.add(entry.key())) {
        fail(
            entry.location(),
            keyPath,
            "stands twice; the first is in line " + given.get(entry.key()).location().line());
      } else {
        given.put(entry.key(), entry);
      }
    }
    return given;
  }

  private static String hintForKey(String path, String key, List<String> names) {
    return Words.nearest(key, names)
        .map(near -> "did you mean " + join(path, near) + "?")
        .orElse("expected " + (names.isEmpty() ? "none" : String.join(", ", names)));
  }

  private Optional<Object> construct(
      Class<?> type,
      List<Object> arguments,
      ConfigNode.Mapping mapping,
      Map<String, ConfigNode.Entry> given,
      String path) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance(arguments.toArray()));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidKeyException invalid) {
        ConfigNode.Entry entry = given.get(invalid.key());
        Location place = entry == null ? mapping.location() : entry.value().location();
        return fail(place, join(path, invalid.key()), invalid.getMessage());
      }
      throw new IllegalStateException("constructor of " + type + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot construct " + type, e);
    }
  }

  private static ConfigNode defaultOf(KeyComponent key) {
    return YamlParser.parseValue("default of " + key.name(), key.key().byDefault());
  }

  private Optional<Object> bindKey(KeyComponent key, ConfigNode node, String path) {
    if (node instanceof ConfigNode.Scalar scalar && scalar.kind() == ConfigNode.Kind.NULL) {
      return key.isNullable()
          ? Optional.empty()
          : fail(node.location(), path, "has no value; expected " + key.key().doc());
    }
    Optional<Object> value = bindValue(key.type(), node, path);
    value.ifPresent(bound -> checkAllowed(key.key(), bound, node.location(), path));
    return value;
  }

  private Optional<Object> bindValue(Type type, ConfigNode node, String path) {
    if (type instanceof ParameterizedType list) {
      return bindList(KeyComponent.itemType(list), node, path);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == ConfigNode.class) {
      return Optional.of(node);
    } else if (plain.isRecord()) {
      return bindRecord(plain, node, path);
    } else if (KeyComponent.isChoice(plain)) {
      return bindVariant(plain, node, path);
    } else if (!(node instanceof ConfigNode.Scalar scalar)) {
      return fail(node.location(), path, "expected one value, found " + node.describe());
    } else if (plain.isEnum()) {
      return bindEnum(plain, scalar, path);
    } else {
      return bindScalar(plain, scalar, path);
    }
  }

  private Optional<Object> bindList(Class<?> itemType, ConfigNode node, String path) {
    if (!(node instanceof ConfigNode.Sequence sequence)) {
      return fail(node.location(), path, "expected a list [...], found " + node.describe());
    }
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      ConfigNode item = sequence.items().get(i);
      String itemPath = path + "[" + i + "]";
      if (item instanceof ConfigNode.Scalar scalar && scalar.kind() == ConfigNode.Kind.NULL) {
        fail(item.location(), itemPath, "has no value");
      } else {
        bindValue(itemType, item, itemPath).ifPresent(items::add);
      }
    }
    return Optional.of(List.copyOf(items));
  }

  /** A sealed interface: {@code type: adam} picks the record; the word alone is short for it. */
  private Optional<Object> bindVariant(Class<?> sealed, ConfigNode node, String path) {
    Map<String, Class<?>> variants = KeyComponent.variants(sealed);
    List<String> names = List.copyOf(variants.keySet());
    ConfigNode typeNode = node;
    ConfigNode.Mapping rest = new ConfigNode.Mapping(node.location(), List.of());
    if (node instanceof ConfigNode.Mapping mapping) {
      List<ConfigNode.Entry> types =
          mapping.entries().stream().filter(entry -> entry.key().equals("type")).toList();
      if (types.isEmpty()) {
        return fail(
            mapping.location(),
            join(path, "type"),
            "missing; expected " + String.join(", ", names));
      }
      typeNode = types.get(0).value();
      for (ConfigNode.Entry again : types.subList(1, types.size())) {
        fail(
            again.location(),
            join(path, "type"),
            "stands twice; the first is in line " + types.get(0).location().line());
      }
      rest =
          new ConfigNode.Mapping(
              mapping.location(),
              mapping.entries().stream().filter(entry -> !types.contains(entry)).toList());
    }
    if (!(typeNode instanceof ConfigNode.Scalar word)) {
      return fail(
          typeNode.location(), path, "expected keys with a type, found " + typeNode.describe());
    }
    Class<?> variant = variants.get(word.text());
    if (variant == null) {
      return fail(
          word.location(),
          join(path, "type"),
          "unknown: " + word.describe() + "; " + Words.hint(word.text(), names));
    }
    return bindRecord(variant, rest, path);
  }

  private Optional<Object> bindEnum(Class<?> type, ConfigNode.Scalar scalar, String path) {
    List<String> words = KeyComponent.constants(type);
    int index = words.indexOf(scalar.text());
    return index >= 0
        ? Optional.of(type.getEnumConstants()[index])
        : fail(
            scalar.location(),
            path,
            "unknown: " + scalar.describe() + "; " + Words.hint(scalar.text(), words));
  }

  private Optional<Object> bindScalar(Class<?> type, ConfigNode.Scalar scalar, String path) {
    ConfigNode.Kind kind = scalar.kind();
    if (type == String.class) {
      return Optional.of(scalar.text());
    } else if (type == boolean.class || type == Boolean.class) {
      return kind == ConfigNode.Kind.BOOLEAN
          ? Optional.of(Boolean.parseBoolean(scalar.text().toLowerCase(Locale.ROOT)))
          : fail(scalar.location(), path, "expected true or false, found " + scalar.describe());
    } else if (type == double.class || type == Double.class) {
      return bindDecimal(scalar, path);
    } else if (type == int.class || type == Integer.class) {
      return bindWhole(scalar, path, Integer.MIN_VALUE, Integer.MAX_VALUE)
          .map(number -> (Object) number.intValue());
    } else if (type == long.class) {
      return bindWhole(scalar, path, Long.MIN_VALUE, Long.MAX_VALUE).map(number -> (Object) number);
    }
    throw new IllegalStateException(path + ": no such key type: " + type);
  }

  private Optional<Object> bindDecimal(ConfigNode.Scalar scalar, String path) {
    boolean number =
        scalar.kind() == ConfigNode.Kind.DECIMAL || scalar.kind() == ConfigNode.Kind.INTEGER;
    try {
      double value = number ? Double.parseDouble(scalar.text()) : Double.NaN;
      if (Double.isFinite(value)) {
        return Optional.of(value);
      }
    } catch (NumberFormatException e) {
      // Falls through to the message: YAML's .inf, .nan, octal and hexadecimal forms end here.
    }
    return fail(scalar.location(), path, "expected a number, found " + scalar.describe());
  }

  private Optional<Long> bindWhole(ConfigNode.Scalar scalar, String path, long least, long most) {
    if (scalar.kind() != ConfigNode.Kind.INTEGER) {
      fail(scalar.location(), path, "expected a whole number, found " + scalar.describe());
      return Optional.empty();
    }
    try {
      long value = Long.parseLong(scalar.text());
      if (value >= least && value <= most) {
        return Optional.of(value);
      }
    } catch (NumberFormatException e) {
      // Falls through to the message: more digits than a long holds, or not decimal.
    }
    fail(
        scalar.location(),
        path,
        "expected a whole number from %d to %d, found %s"
            .formatted(least, most, scalar.describe()));
    return Optional.empty();
  }

  private void checkAllowed(Key key, Object value, Location place, String path) {
    if (value instanceof Number number) {
      double given = number.doubleValue();
      if (given < key.min()) {
        fail(place, path, "must be at least " + plain(key.min()) + ", found " + value);
      } else if (given > key.max()) {
        fail(place, path, "must be at most " + plain(key.max()) + ", found " + value);
      } else if (given <= key.above()) {
        fail(place, path, "must be greater than " + plain(key.above()) + ", found " + value);
      } else if (given >= key.below()) {
        fail(place, path, "must be less than " + plain(key.below()) + ", found " + value);
      }
    } else if (value instanceof String text && key.oneOf().length > 0) {
      List<String> words = List.of(key.oneOf());
      if (!words.contains(text)) {
        fail(place, path, "unknown: " + text + "; " + Words.hint(text, words));
      }
    }
  }

  static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private Optional<Object> fail(Location place, String path, String message) {
    problems.add(new Problem(place, path, message));
    return Optional.empty();
  }

  static String join(String path, String key) {
    return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
  }
}
