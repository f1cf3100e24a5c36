package unroll.experiment;

import java.nio.file.Path;
import java.util.List;
import unroll.config.ConfigReader;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.data.DataRoot;
import unroll.network.NetworkConfig;
import unroll.task.Task;
import unroll.task.TaskData;
import unroll.training.TrainingConfig;

/** One experiment: the whole of a configuration file. */
public record ExperimentConfig(
    @Key(doc = "name of the experiment and of its run folder", example = "my-experiment")
        String name,
    @Key(doc = "what the network is for", example = "character-language-model") Task task,
    @Key(doc = "the network", byDefault = "{}") NetworkConfig network,
    @Key(doc = "how it is trained", byDefault = "{}") TrainingConfig training) {

  public ExperimentConfig {
    if (!name.matches("[\\p{L}\\p{N}_-][\\p{L}\\p{N}._-]*")) {
      throw new InvalidKeyException(
          "name", "expected letters, digits, dots, hyphens and underscores, found " + name);
    }
  }

  /**
   * Reads a configuration file.
   *
   * @param settings {@code dotted.key=value}, each replacing one value of the file
   * @throws unroll.config.UserException naming every mistake at once
   */
  public static ExperimentConfig read(Path file, List<String> settings) {
    return new ConfigReader<>(ExperimentConfig.class).readFile(file, settings);
  }

  /**
   * Reads the experiment's data.
   *
   * @param root where {@code data:} files lie
   * @param folder what other relative paths are relative to
   * @throws unroll.config.UserException if the data does not fit the task
   */
  public TaskData load(DataRoot root, Path folder) {
    return task.load(reference -> root.resolve(reference, folder), training);
  }

  /** The same experiment with the files it names independent of the configuration's folder. */
  ExperimentConfig withFilesIn(Path folder) {
    return new ExperimentConfig(name, task.withFilesIn(folder), network, training);
  }
}
