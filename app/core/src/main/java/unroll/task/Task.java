package unroll.task;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import unroll.data.Topology;
import unroll.network.RecurrentNetwork;
import unroll.training.Score;
import unroll.training.TrainingConfig;

/** What a network is for. The permitted records are the task types of a configuration. */
public sealed interface Task permits CharacterLanguageModel {
  /** Where inputs and labels stand on the time axis. */
  Topology topology();

  /** The same task with the files it names, but for {@code data:} ones, relative to no folder. */
  Task withFilesIn(Path folder);

  /**
   * Reads the data.
   *
   * @param files finds the files that the configuration names
   * @throws unroll.config.UserException if the data does not fit the task
   */
  TaskData load(Function<String, Path> files, TrainingConfig training);

  /** A score by the names that users of this task know, the most important first. */
  Map<String, Double> metrics(Score score);

  /** What to show a person after an evaluation, if the configuration asks for it. */
  Optional<String> sample(RecurrentNetwork network, TaskData data, long seed);

  /** What to show a person when the training has ended. */
  Optional<String> demonstration(RecurrentNetwork network, TaskData data);
}
