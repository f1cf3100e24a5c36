package unroll.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import unroll.config.ConfigDifference;
import unroll.config.UserException;
import unroll.data.FolderCheck;

/** A run that is to go on, as its folder has it. */
record RunBefore(Provenance provenance) {
  /** What may change on the way: how long to train, and what is kept and shown. */
  private static final Set<String> HARMLESS =
      Set.of(
          "name",
          "training.epochs",
          "training.patience",
          "training.checkpoint-every",
          "training.checkpoint-minutes",
          "training.film-frames",
          "task.sample-length",
          "task.sample-temperature");

  /**
   * The run in a folder; empty if none has begun there, or it is not to go on.
   *
   * @throws UserException if it was trained with another configuration, or is damaged
   */
  static Optional<RunBefore> find(Path folder, ExistingRun existing, ExperimentConfig config) {
    if (existing != ExistingRun.RESUMED || !RunFolder.hasBegun(folder)) {
      return Optional.empty();
    }
    FolderCheck.requireOwnFiles(folder);
    requireSameConfig(folder, config);
    return Optional.of(new RunBefore(Provenance.read(folder.resolve(RunFolder.PROVENANCE))));
  }

  /**
   * @throws UserException if a run in the folder was begun with another configuration
   */
  static void requireSameConfig(Path folder, ExperimentConfig config) {
    Path file = folder.resolve(RunFolder.CONFIG);
    List<String> keys =
        new ArrayList<>(ConfigDifference.keys(ExperimentConfig.read(file, List.of()), config));
    keys.removeAll(HARMLESS);
    if (!keys.isEmpty()) {
      throw new UserException(
          "%s: was begun with another configuration; it can go on only with the same %s"
              .formatted(folder, String.join(", ", keys)));
    }
  }
}
