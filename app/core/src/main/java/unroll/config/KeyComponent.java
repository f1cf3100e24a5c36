package unroll.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One key of a configuration record.
 *
 * @param name kebab-case key
 * @param component the record component behind it
 * @param key what its annotation says
 */
record KeyComponent(String name, RecordComponent component, Key key) {

  static List<KeyComponent> of(Class<?> type) {
    List<KeyComponent> components = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Key key = component.getAnnotation(Key.class);
      if (key == null) {
        throw new IllegalStateException(type + ": component without @Key: " + component.getName());
      }
      components.add(new KeyComponent(Words.kebabCase(component.getName()), component, key));
    }
    return components;
  }

  /**
   * Whether a {@code type:} key chooses among records; an enum with constant bodies is sealed too.
   */
  static boolean isChoice(Class<?> type) {
    return type.isSealed() && type.isInterface();
  }

  /** The records behind a sealed interface by the word of their {@code type:} key. */
  static Map<String, Class<?>> variants(Class<?> sealed) {
    Map<String, Class<?>> variants = new LinkedHashMap<>();
    for (Class<?> variant : sealed.getPermittedSubclasses()) {
      variants.put(typeName(sealed, variant), variant);
    }
    return variants;
  }

  /**
   * The word of a variant: its name without the last word of the interface's name, so that an
   * {@code AdamOptimizer} among {@code Optimizer}s is {@code adam}.
   */
  static String typeName(Class<?> sealed, Class<?> variant) {
    String[] words = Words.kebabCase(sealed.getSimpleName()).split("-");
    String name = Words.kebabCase(variant.getSimpleName());
    String suffix = "-" + words[words.length - 1];
    return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
  }

  static List<String> constants(Class<?> enumeration) {
    return Arrays.stream(enumeration.getEnumConstants())
        .map(constant -> Words.kebabCase((Enum<?>) constant))
        .toList();
  }

  Type type() {
    return component.getGenericType();
  }

  static Class<?> itemType(ParameterizedType list) {
    return (Class<?>) list.getActualTypeArguments()[0];
  }

  boolean isRequired() {
    return key.byDefault().equals(Key.REQUIRED);
  }

  boolean isNullable() {
    return key.byDefault().equals("null");
  }

  boolean isNumber() {
    return component.getType() == int.class
        || component.getType() == Integer.class
        || component.getType() == long.class
        || component.getType() == double.class
        || component.getType() == Double.class;
  }

  Object valueIn(Object record) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
