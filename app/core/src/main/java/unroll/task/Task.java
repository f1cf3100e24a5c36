package unroll.task;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import unroll.config.UserException;
import unroll.data.Topology;
import unroll.network.NetworkConfig;
import unroll.network.RecurrentNetwork;
import unroll.training.TrainingConfig;

/** What a network is for. The permitted records are the task types of a configuration. */
public sealed interface Task
    permits CharacterLanguageModel,
        SingleStepClassification,
        ImageCaptioning,
        SentimentClassification,
        FrameLabeling,
        Translation {
  /** Where inputs and labels stand on the time axis. */
  Topology topology();

  /** The same task with the files it names, but for {@code data:} ones, relative to no folder. */
  Task withFilesIn(Path folder);

  /**
   * Reads the data.
   *
   * @param files finds the files that the configuration names
   * @throws UserException if the data does not fit the task
   */
  TaskData load(Function<String, Path> files, TrainingConfig training);

  /**
   * What answers new inputs with a trained network.
   *
   * @param run the run folder with what the task's data had to {@linkplain TaskData#preparation
   *     keep}
   * @throws UserException if a file there is missing or damaged
   */
  Predictor predictor(RecurrentNetwork network, Path run);

  /**
   * What answers new inputs with several networks together, by the mean of their probabilities.
   *
   * @param networks one or more, which read and answer the same
   * @throws UserException if there are several and this task does not join answers
   */
  default Predictor predictor(List<RecurrentNetwork> networks, Path run) {
    if (networks.size() > 1) {
      throw new UserException(
          "--with: predict joins models of translation and image-captioning runs only; evaluate"
              + " joins any");
    }
    return predictor(networks.get(0), run);
  }

  /**
   * The same task with another search, where it has one.
   *
   * @throws UserException naming an option that this task has no use for
   */
  default Task decodedBy(Decoding decoding) {
    decoding.refuseSearch();
    return this;
  }

  /**
   * Checks what a task's keys want of a network's.
   *
   * @throws UserException naming both keys if they do not go together
   */
  default void requireFit(NetworkConfig network) {}

  /** Whether the data has no test split of its own, and every part of it is tested on in turn. */
  default boolean isCrossValidated() {
    return false;
  }

  /**
   * The tasks of a cross-validation, each with another part of the data to test on, by the names of
   * these parts.
   *
   * @param files finds the files that the configuration names
   */
  default Map<String, Task> folds(Function<String, Path> files) {
    return Map.of();
  }
}
