package unroll.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import unroll.config.ConfigReader;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.config.UserException;
import unroll.config.Words;
import unroll.data.FileFinder;
import unroll.network.NetworkConfig;
import unroll.network.RecurrentNetwork;
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
   * As above, for a text.
   *
   * @param source what to call it in messages
   */
  public static ExperimentConfig readText(String source, String text) {
    return new ConfigReader<>(ExperimentConfig.class).readText(source, text);
  }

  /**
   * Reads the experiment's data.
   *
   * @param root finds files
   * @param folder what other relative paths are relative to
   * @throws unroll.config.UserException if the data does not fit the task, or the other keys the
   *     data
   */
  public TaskData load(FileFinder root, Path folder) {
    return load(reference -> root.resolve(reference, folder));
  }

  /**
   * As above.
   *
   * @param files finds the files that the configuration names
   */
  public TaskData load(Function<String, Path> files) {
    TaskData data = task.load(files, training);
    requireFit(data);
    return data;
  }

  /** The tasks of a cross-validation, by the names of the parts of the data to test on. */
  Map<String, Task> folds(FileFinder root, Path folder) {
    return task.folds(reference -> root.resolve(reference, folder));
  }

  /** Checks, before anything is trained, what only the data can tell. */
  private void requireFit(TaskData data) {
    String ranking = training.bestBy();
    List<String> rankings = new ArrayList<>(List.of(TrainingConfig.LOSS));
    rankings.addAll(data.scorer().rankings());
    if (!rankings.contains(ranking)) {
      throw new UserException(
          "training.best-by: unknown: " + ranking + "; " + Words.hint(ranking, rankings));
    }
    boolean hasValidation = data.splits().validation().isPresent() || task.isCrossValidated();
    if (!ranking.equals(TrainingConfig.LOSS) && !hasValidation) {
      throw new UserException(
          "training.best-by: there is no validation split to rank models on by "
              + ranking
              + "; expected loss");
    }
    if (training.averageLast() > 0 && !hasValidation) {
      throw new UserException(
          "training.average-last: there is no validation split to tell whether an average is"
              + " better; expected 0");
    }
    if (data.shape().feedback().isEmpty() && !training.feeding().isTruthOnly()) {
      throw new UserException(
          "training.feeding: this task's network does not read its own output; expected"
              + " teacher-forcing");
    }
    if (!data.splits().training().carriesState() && training.sequenceLength() != null) {
      throw new UserException(
          "training.sequence-length: goes with one long text; this task's sequences are trained on"
              + " whole");
    }
    task.requireFit(network);
    networkOf(data);
  }

  /** The network for some data, its parameters not yet made. */
  MultiLayerConfiguration networkOf(TaskData data) {
    return network.configuration(
        data.shape(),
        data.splits().training().carriesState(),
        training.optimizer().update(),
        training.seed());
  }

  /** That network with fresh parameters. */
  public RecurrentNetwork newNetwork(TaskData data) {
    return RecurrentNetwork.create(networkOf(data));
  }

  /** How many parameters that network has. */
  long parametersFor(TaskData data) {
    return networkOf(data).getConfs().stream()
        .mapToLong(layer -> layer.getLayer().initializer().numParams(layer))
        .sum();
  }

  /** The same experiment with another task, under a name of its own. */
  ExperimentConfig withTask(String newName, Task newTask) {
    return new ExperimentConfig(newName, newTask, network, training);
  }

  /** The same experiment under another name. */
  public ExperimentConfig withName(String newName) {
    return new ExperimentConfig(newName, task, network, training);
  }

  /** The same experiment with the files it names independent of the configuration's folder. */
  public ExperimentConfig withFilesIn(Path folder) {
    return new ExperimentConfig(name, task.withFilesIn(folder), network, training);
  }
}
