package unroll.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unroll.config.ConfigException;
import unroll.config.ConfigException.Problem;
import unroll.config.ConfigNode;
import unroll.experiment.ExperimentConfig;

/**
 * All members of a sweep, which follow from its file alone.
 *
 * @param name of the sweep
 * @param keys that members differ in, dotted
 * @param members in the order in which they are run, seeds of a combination side by side
 * @param rankBy as in {@link SweepConfig}; empty where it says nothing
 */
public record SweepPlan(
    String name, List<String> keys, List<SweepMember> members, Optional<String> rankBy) {

  /**
   * @throws unroll.config.UserException naming every mistake of the sweep, or else every one of the
   *     members' configurations
   */
  public static SweepPlan read(Path file) {
    SweepConfig sweep = SweepConfig.read(file);
    List<Problem> problems = new ArrayList<>();
    List<VariedKey> keys = new VariedKeysReader(sweep, problems).read();
    Optional<Seeds> seeds = Seeds.read(sweep.seeds(), problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    Combinations combinations = Combinations.of(sweep, keys, seeds.get());
    MemberConfigs configs = MemberConfigs.read(sweep, file);
    List<String> varied = keys.stream().filter(VariedKey::isVaried).map(VariedKey::key).toList();
    return new SweepPlan(
        sweep.name() == null ? nameOf(file) : sweep.name(),
        varied,
        members(combinations, seeds.get(), configs, new MemberNames(varied)),
        Optional.ofNullable(sweep.rankBy()));
  }

  private static List<SweepMember> members(
      Combinations combinations, Seeds seeds, MemberConfigs configs, MemberNames names) {
    List<SweepMember> members = new ArrayList<>();
    for (int i = 0; i < combinations.all().size(); i++) {
      Map<VariedKey, ConfigNode> combination = combinations.all().get(i);
      Map<String, ConfigNode> varied = new LinkedHashMap<>();
      Map<String, String> values = new LinkedHashMap<>();
      combination.forEach(
          (key, value) -> {
            if (key.isVaried()) {
              varied.put(key.key(), value);
              values.put(key.key(), value.flow());
            }
          });
      Optional<ExperimentConfig> first = configs.of(combination, describe(values));
      if (first.isPresent()) {
        for (long seed : seeds.from(first.get().training().seed())) {
          String name = names.name(varied, seed);
          members.add(new SweepMember(name, i, values, configs.of(combination, seed, name)));
        }
      }
    }
    configs.requireNoProblems();
    return List.copyOf(members);
  }

  private static String describe(Map<String, String> values) {
    List<String> parts = new ArrayList<>();
    values.forEach((key, value) -> parts.add(key + "=" + value));
    return String.join(", ", parts);
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
  }

  /** How many combinations of values there are, each trained with every seed. */
  public int combinations() {
    return members.get(members.size() - 1).combination() + 1;
  }
}
