package unroll.sweep;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import unroll.config.ConfigNode;

/**
 * Names of members, made of their values: {@code cell-gru_units-64_seed-1}. Letters without
 * accents, digits, dots and hyphens alone, so that every file system takes them.
 */
final class MemberNames {
  private static final int LONGEST_VALUE = 32;
  private static final int LONGEST_NAME = 120;

  private final Map<String, String> words = new LinkedHashMap<>();

  /** Systems that do not tell large letters from small would take two names for one. */
  private final Set<String> taken = new HashSet<>();

  /**
   * @param keys dotted; the last part of a key stands for it where no other ends alike
   */
  MemberNames(List<String> keys) {
    for (String key : keys) {
      String last = last(key);
      boolean isAlone = keys.stream().filter(other -> last(other).equals(last)).count() == 1;
      words.put(key, safe(isAlone ? last : key));
    }
  }

  private static String last(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** A name that no call before has got. */
  String name(Map<String, ConfigNode> values, long seed) {
    StringBuilder whole = new StringBuilder();
    values.forEach(
        (key, value) ->
            whole.append(words.get(key)).append('-').append(safe(text(value))).append('_'));
    String cut = whole.substring(0, Math.min(whole.length(), LONGEST_NAME));
    String base = cut + (cut.isEmpty() || cut.endsWith("_") ? "" : "_") + "seed-" + seed;
    String name = base;
    for (int number = 2; !taken.add(name.toLowerCase(Locale.ROOT)); number++) {
      name = base + "_" + number;
    }
    return name;
  }

  private static String text(ConfigNode value) {
    return value instanceof ConfigNode.Scalar scalar && scalar.kind() != ConfigNode.Kind.NULL
        ? scalar.text()
        : value.flow();
  }

  private static String safe(String text) {
    String plain =
        text.replaceAll("[^A-Za-z0-9.-]+", "-")
            .replaceAll("\\.{2,}", ".")
            .replaceAll("^-(?!\\d)|[-.]+$", "");
    return plain.isEmpty() ? "x" : plain.substring(0, Math.min(plain.length(), LONGEST_VALUE));
  }
}
