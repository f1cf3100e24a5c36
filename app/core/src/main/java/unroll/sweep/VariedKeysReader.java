package unroll.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unroll.config.ConfigException.Problem;
import unroll.config.ConfigNode;
import unroll.config.ConfigNode.Entry;
import unroll.config.ConfigNode.Kind;
import unroll.config.ConfigNode.Mapping;
import unroll.config.ConfigNode.Scalar;
import unroll.config.ConfigNode.Sequence;
import unroll.config.Location;
import unroll.config.Words;

/** Reads a sweep's {@code set}, and collects every mistake on the way instead of stopping. */
final class VariedKeysReader {
  private static final String SET = "set";
  private static final String DRAWS = "draws";
  private static final String UNIFORM = "uniform";
  private static final String LOG_UNIFORM = "log-uniform";
  private static final String INTEGERS = "integers";
  private static final String CHOICES = "choices";
  private static final List<String> WORDS = List.of(UNIFORM, LOG_UNIFORM, INTEGERS, CHOICES);

  /** Keys that a sweep chooses itself, and by what. */
  private static final Map<String, String> TAKEN =
      Map.of(
          "training.seed", "comes from seeds, a list of them or their number",
          "name", "members are named by their values; expected no name here");

  private final SweepConfig sweep;
  private final List<Problem> problems;
  private boolean hasDraws;

  /**
   * @param problems gets what is wrong
   */
  VariedKeysReader(SweepConfig sweep, List<Problem> problems) {
    this.sweep = sweep;
    this.problems = problems;
  }

  /** The keys in the order of the file. */
  List<VariedKey> read() {
    if (!(sweep.set() instanceof Mapping mapping)) {
      fail(sweep.set(), SET, "expected keys and values, found " + sweep.set().describe());
      return List.of();
    }
    List<VariedKey> keys = new ArrayList<>();
    Map<String, Location> seen = new HashMap<>();
    for (Entry entry : mapping.entries()) {
      Location first = seen.putIfAbsent(entry.key(), entry.location());
      if (first != null) {
        fail(entry, "stands twice; the first is in line " + first.line());
      } else if (TAKEN.containsKey(entry.key())) {
        fail(entry, TAKEN.get(entry.key()));
      } else {
        key(entry).ifPresent(keys::add);
      }
    }
    if (sweep.draws() != null && !hasDraws) {
      fail(
          sweep.set(),
          DRAWS,
          "no key of set draws values; expected one of " + String.join(", ", WORDS));
    }
    return keys;
  }

  private Optional<VariedKey> key(Entry entry) {
    if (entry.value() instanceof Sequence list) {
      return listed(entry, list);
    } else if (entry.value() instanceof Mapping mapping) {
      hasDraws = true;
      return distribution(entry, mapping).flatMap(distribution -> drawn(entry, distribution));
    }
    return Optional.of(varied(entry, VariedKey.Kind.FIXED, List.of(entry.value())));
  }

  private Optional<VariedKey> listed(Entry entry, Sequence list) {
    if (list.items().isEmpty()) {
      return fail(entry, "expected at least one value, found an empty list");
    }
    Map<String, ConfigNode> distinct = new HashMap<>();
    for (ConfigNode value : list.items()) {
      if (distinct.put(value.flow(), value) != null) {
        return fail(entry, "stands twice in the list: " + value.describe());
      }
    }
    return Optional.of(varied(entry, VariedKey.Kind.LISTED, list.items()));
  }

  private Optional<VariedKey> drawn(Entry entry, Distribution distribution) {
    if (sweep.draws() == null) {
      return fail(entry, "draws values; expected a number of them in the sweep's draws");
    }
    List<ConfigNode> values =
        Distribution.draws(
            distribution, sweep.draws(), sweep.drawSeed(), entry.key(), entry.value().location());
    return Optional.of(varied(entry, VariedKey.Kind.DRAWN, values));
  }

  private static VariedKey varied(Entry entry, VariedKey.Kind kind, List<ConfigNode> values) {
    return new VariedKey(entry.key(), entry.location(), kind, List.copyOf(values));
  }

  private Optional<Distribution> distribution(Entry entry, Mapping mapping) {
    String expected =
        "expected one value, a list of values (keys that belong together too: [{...}]), or one of "
            + String.join(", ", WORDS);
    if (mapping.entries().size() != 1) {
      return fail(entry, expected);
    }
    Entry only = mapping.entries().get(0);
    if (!WORDS.contains(only.key())) {
      String near =
          Words.nearest(only.key(), WORDS).map(word -> "did you mean " + word + "? ").orElse("");
      return fail(entry, "unknown: " + only.key() + "; " + near + expected);
    }
    if (only.key().equals(CHOICES)) {
      return only.value() instanceof Sequence list && !list.items().isEmpty()
          ? Optional.of(new Distribution.Choices(list.items()))
          : fail(entry, "choices: expected a list of values, found " + only.value().describe());
    }
    return ends(only.value())
        .<Optional<Distribution>>map(ends -> range(entry, only.key(), ends))
        .orElseGet(
            () ->
                fail(
                    entry,
                    "%s: expected [low, high], two numbers, found %s"
                        .formatted(only.key(), only.value().flow())));
  }

  private Optional<Distribution> range(Entry entry, String word, List<Scalar> ends) {
    double low = Double.parseDouble(ends.get(0).text());
    double high = Double.parseDouble(ends.get(1).text());
    if (low >= high) {
      return fail(entry, word + ": expected the lower end first, found " + text(ends));
    } else if (word.equals(LOG_UNIFORM) && low <= 0) {
      return fail(entry, word + ": expected ends above 0, found " + text(ends));
    } else if (word.equals(INTEGERS)) {
      boolean areWhole = ends.stream().allMatch(end -> end.kind() == Kind.INTEGER);
      return areWhole && low >= Integer.MIN_VALUE && high <= Integer.MAX_VALUE
          ? Optional.of(new Distribution.Integers((int) low, (int) high))
          : fail(entry, word + ": expected whole numbers, found " + text(ends));
    }
    return Optional.of(
        word.equals(UNIFORM)
            ? new Distribution.Uniform(low, high)
            : new Distribution.LogUniform(low, high));
  }

  private static String text(List<Scalar> ends) {
    return "[" + ends.get(0).text() + ", " + ends.get(1).text() + "]";
  }

  /** Two finite numbers. */
  private static Optional<List<Scalar>> ends(ConfigNode node) {
    if (!(node instanceof Sequence list) || list.items().size() != 2) {
      return Optional.empty();
    }
    List<Scalar> ends = new ArrayList<>();
    for (ConfigNode item : list.items()) {
      if (item instanceof Scalar scalar
          && (scalar.kind() == Kind.INTEGER || scalar.kind() == Kind.DECIMAL)
          && scalar.text().matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?")
          && Double.isFinite(Double.parseDouble(scalar.text()))) {
        ends.add(scalar);
      }
    }
    return ends.size() == 2 ? Optional.of(ends) : Optional.empty();
  }

  private <T> Optional<T> fail(Entry entry, String message) {
    problems.add(new Problem(entry.location(), SET + "." + entry.key(), message));
    return Optional.empty();
  }

  private void fail(ConfigNode node, String key, String message) {
    problems.add(new Problem(node.location(), key, message));
  }
}
