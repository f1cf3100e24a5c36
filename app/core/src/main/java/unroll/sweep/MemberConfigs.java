package unroll.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unroll.config.ConfigEdit;
import unroll.config.ConfigException;
import unroll.config.ConfigException.Problem;
import unroll.config.ConfigNode;
import unroll.config.ConfigNode.Kind;
import unroll.config.ConfigNode.Scalar;
import unroll.config.ConfigReader;
import unroll.config.Location;
import unroll.experiment.ExperimentConfig;

/** The experiment of a sweep with the values of its members, and all that is wrong with them. */
final class MemberConfigs {
  private static final String SEED = "training.seed";
  private static final ConfigReader<ExperimentConfig> READER =
      new ConfigReader<>(ExperimentConfig.class);

  private final ConfigNode experiment;
  private final Path folder;

  /** Which combinations have a mistake, in the order in which mistakes were found. */
  private final Map<Problem, List<String>> problems = new LinkedHashMap<>();

  private int combinations;

  private MemberConfigs(ConfigNode experiment, Path folder) {
    this.experiment = experiment;
    this.folder = folder;
  }

  /**
   * @param file of the sweep, beside which the experiment is looked for
   * @throws unroll.config.UserException if the experiment cannot be read, or is none
   */
  static MemberConfigs read(SweepConfig sweep, Path file) {
    if (sweep.config() instanceof ConfigNode.Mapping) {
      return new MemberConfigs(sweep.config(), folderOf(file));
    } else if (sweep.config() instanceof Scalar name && name.kind() == Kind.TEXT) {
      Path config = file.resolveSibling(name.text()).normalize();
      return new MemberConfigs(ConfigNode.ofFile(config), folderOf(config));
    }
    String message = "expected a file, or keys and values, found " + sweep.config().describe();
    throw new ConfigException(List.of(new Problem(sweep.config().location(), "config", message)));
  }

  private static Path folderOf(Path file) {
    return file.toAbsolutePath().normalize().getParent();
  }

  /**
   * @param described the combination, for messages
   * @return empty if there is a mistake, which is kept
   */
  Optional<ExperimentConfig> of(Map<VariedKey, ConfigNode> combination, String described) {
    combinations++;
    try {
      return Optional.of(READER.read(with(combination)));
    } catch (ConfigException e) {
      e.problems()
          .forEach(
              problem ->
                  problems.computeIfAbsent(problem, unused -> new ArrayList<>()).add(described));
      return Optional.empty();
    }
  }

  /** A member of a combination that has no mistake. */
  ExperimentConfig of(Map<VariedKey, ConfigNode> combination, long seed, String member) {
    Location place = new Location("seeds", 0);
    ConfigNode seeded =
        ConfigEdit.replaced(
            with(combination), SEED, new Scalar(place, Kind.INTEGER, Long.toString(seed)), place);
    ExperimentConfig config = READER.read(seeded).withFilesIn(folder);
    return config.withName(config.name() + "-" + member);
  }

  private ConfigNode with(Map<VariedKey, ConfigNode> combination) {
    ConfigNode document = experiment;
    for (Map.Entry<VariedKey, ConfigNode> entry : combination.entrySet()) {
      VariedKey key = entry.getKey();
      document = ConfigEdit.replaced(document, key.key(), entry.getValue(), key.place());
    }
    return document;
  }

  /**
   * @throws ConfigException naming every mistake once, with the combination that has it if others
   *     have not
   */
  void requireNoProblems() {
    List<Problem> told = new ArrayList<>();
    problems.forEach(
        (problem, members) ->
            told.add(
                members.size() == combinations
                    ? problem
                    : new Problem(
                        problem.location(),
                        problem.key(),
                        problem.message() + " (in " + whose(members) + ")")));
    if (!told.isEmpty()) {
      throw new ConfigException(told);
    }
  }

  private static String whose(List<String> members) {
    int others = members.size() - 1;
    return members.get(0)
        + (others == 0 ? "" : others == 1 ? " and 1 more" : " and %,d more".formatted(others));
  }
}
