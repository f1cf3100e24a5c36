package unroll.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unroll.config.ConfigException;
import unroll.config.ConfigException.Problem;
import unroll.config.ConfigNode;

/**
 * Which values go together. Lists are combined, the last key changing fastest, and every
 * combination of them meets the same draws: so the values of a list are compared under equal terms.
 *
 * @param all a value for every key, in the order of the keys
 */
record Combinations(List<Map<VariedKey, ConfigNode>> all) {
  private static final int MOST_MEMBERS = 10_000;

  /**
   * @throws ConfigException if they would be too many
   */
  static Combinations of(SweepConfig sweep, List<VariedKey> keys, Seeds seeds) {
    int draws = sweep.draws() == null ? 1 : sweep.draws();
    long members = (long) draws * seeds.count();
    for (VariedKey key : keys) {
      members *= key.kind() == VariedKey.Kind.LISTED ? key.values().size() : 1;
      requireFew(members, sweep);
    }
    requireFew(members, sweep);
    List<Map<VariedKey, ConfigNode>> all = new ArrayList<>();
    for (Map<VariedKey, ConfigNode> point : grid(keys)) {
      for (int draw = 0; draw < draws; draw++) {
        all.add(drawn(point, keys, draw));
      }
    }
    return new Combinations(all);
  }

  private static void requireFew(long members, SweepConfig sweep) {
    if (members > MOST_MEMBERS) {
      String message = "values, draws and seeds make more than %,d members".formatted(MOST_MEMBERS);
      throw new ConfigException(List.of(new Problem(sweep.set().location(), "set", message)));
    }
  }

  private static List<Map<VariedKey, ConfigNode>> grid(List<VariedKey> keys) {
    List<Map<VariedKey, ConfigNode>> grid = new ArrayList<>(List.of(Map.of()));
    for (VariedKey key : keys) {
      if (key.kind() == VariedKey.Kind.DRAWN) {
        continue;
      }
      List<Map<VariedKey, ConfigNode>> longer = new ArrayList<>();
      for (Map<VariedKey, ConfigNode> shorter : grid) {
        for (ConfigNode value : key.values()) {
          Map<VariedKey, ConfigNode> more = new LinkedHashMap<>(shorter);
          more.put(key, value);
          longer.add(more);
        }
      }
      grid = longer;
    }
    return grid;
  }

  private static Map<VariedKey, ConfigNode> drawn(
      Map<VariedKey, ConfigNode> point, List<VariedKey> keys, int draw) {
    Map<VariedKey, ConfigNode> values = new LinkedHashMap<>();
    for (VariedKey key : keys) {
      values.put(key, key.kind() == VariedKey.Kind.DRAWN ? key.values().get(draw) : point.get(key));
    }
    return values;
  }
}
