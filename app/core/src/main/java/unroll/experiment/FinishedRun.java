package unroll.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import unroll.config.UserException;
import unroll.data.BatchPlan;
import unroll.data.DataRoot;
import unroll.data.FolderCheck;
import unroll.data.Vocabulary;
import unroll.network.ModelFile;
import unroll.network.ModelFit;
import unroll.network.RecurrentNetwork;
import unroll.task.Predictor;
import unroll.task.Splits;
import unroll.task.TaskData;

/** A run folder that was trained, opened to be used. */
public record FinishedRun(Path folder, ExperimentConfig config) {

  /**
   * @throws UserException if the folder is not a run, or cannot be read
   */
  public static FinishedRun open(Path folder) {
    if (Files.isRegularFile(folder)) {
      throw new UserException(folder + ": is a file; expected a run folder");
    } else if (!Files.isDirectory(folder)) {
      throw new UserException(folder + ": no such run folder");
    }
    Path config = folder.resolve(RunFolder.CONFIG);
    if (!Files.isReadable(config)) {
      throw new UserException(folder + ": not a run folder: config.yaml is missing or unreadable");
    }
    FolderCheck.requireOwnFiles(folder);
    return new FinishedRun(folder, ExperimentConfig.read(config, List.of()));
  }

  /**
   * The best model.
   *
   * @throws UserException if there is none or it cannot be read
   */
  public RecurrentNetwork model() {
    return readModel(folder.resolve(RunFolder.BEST));
  }

  /**
   * What answers new inputs with the best model.
   *
   * @throws UserException if a file of the run is missing or damaged
   */
  public Predictor predictor() {
    return config.task().predictor(model(), folder);
  }

  public Vocabulary vocabulary(String file) {
    return Vocabulary.read(folder.resolve(file));
  }

  /**
   * The best model's metrics on a split.
   *
   * @param split training, validation or test; empty: the last of them that there is
   * @throws UserException if there is no such split, or the data is not what the run was trained on
   */
  public Scored evaluate(DataRoot root, Optional<String> split) {
    TaskData data = config.load(root, folder);
    Provenance.read(folder.resolve(RunFolder.PROVENANCE)).requireSameData(data.files());
    Splits splits = data.splits();
    String chosen =
        split.orElse(
            splits.test().isPresent()
                ? "test"
                : splits.validation().isPresent() ? "validation" : "training");
    BatchPlan plan =
        splits
            .named(chosen)
            .orElseThrow(() -> new UserException("the experiment has no " + chosen + " split"));
    RecurrentNetwork model = model();
    ModelFit.require(model, data.shape(), folder);
    return new Scored(chosen, data.score(model, plan).metrics());
  }

  static RecurrentNetwork readModel(Path file) {
    if (!Files.isReadable(file)) {
      throw new UserException(file + ": missing or unreadable; was the training finished?");
    }
    ModelFile.Content content = ModelFile.read(file);
    long broken = content.nonFiniteParameters();
    if (broken > 0) {
      throw new UserException(
          "%s: %,d of its parameters are no finite numbers; such a model answers nothing"
              .formatted(file, broken));
    }
    return content.network();
  }
}
