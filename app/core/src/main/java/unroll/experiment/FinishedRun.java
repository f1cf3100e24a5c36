package unroll.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import unroll.config.UserException;
import unroll.data.BatchPlan;
import unroll.data.DataRoot;
import unroll.data.FolderCheck;
import unroll.data.Vocabulary;
import unroll.network.ModelFile;
import unroll.network.RecurrentNetwork;
import unroll.task.Decoding;
import unroll.task.Predictor;
import unroll.task.Splits;
import unroll.task.Task;
import unroll.task.TaskData;

/** A run folder that was trained, opened to be used. */
public record FinishedRun(Path folder, ExperimentConfig config) {
  /** The best model of an evaluation, where an average has taken its place. */
  public static final String SINGLE_MODEL = AverageFiles.SINGLE;

  private static final int MOST_FOLDS = 200;

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
   * @throws UserException if the run was begun with a configuration that this one cannot go on from
   */
  public void requireBegunWith(ExperimentConfig other) {
    RunBefore.requireSameConfig(folder, other);
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
   * The models that were kept along the training, if it was to keep any, by their steps.
   *
   * @throws UserException if the folder of the film holds what is no file of the run
   */
  public List<FilmFrame> film() {
    return new StepModels(folder.resolve(RunFolder.FILM)).frames();
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
   * The same run with another search for answers.
   *
   * @throws UserException naming an option that the run has no use for
   */
  public FinishedRun decodedBy(Decoding decoding) {
    Task task = config.task().decodedBy(decoding);
    try {
      task.requireFit(config.network());
    } catch (UserException e) {
      throw new UserException(e.getMessage().replaceFirst("^task\\.", "--"), e);
    }
    return new FinishedRun(folder, config.withTask(config.name(), task));
  }

  /**
   * The run's data, and one split of it.
   *
   * @param split training, validation or test; empty: the last of them that there is
   * @throws UserException if there is no such split, or the data is not what the run was trained on
   */
  public HeldOut heldOut(DataRoot root, Optional<String> split) {
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
    return new HeldOut(chosen, data, plan);
  }

  /**
   * What the run reached; empty while it is still training.
   *
   * @throws UserException if the file is damaged
   */
  public Optional<RunResult> result() {
    return existing(RunFolder.RESULT).map(RunResult::read);
  }

  /**
   * Figures of every evaluation: step, epoch, learning-rate, gradient-norm, training-loss, and
   * validation-NAME for every metric; empty before the first.
   *
   * @throws UserException if the file is damaged
   */
  public Optional<RunFigures> metrics() {
    return existing(MetricsFile.METRICS)
        .map(file -> RunFigures.read(file, MetricsFile.METRIC_COLUMNS, isGrowing()));
  }

  /**
   * What the clock said at every evaluation: step, seconds, symbols-per-second; empty before the
   * first.
   *
   * @throws UserException if the file is damaged
   */
  public Optional<RunFigures> times() {
    return existing(MetricsFile.TIMES)
        .map(file -> RunFigures.read(file, MetricsFile.TIME_COLUMNS, isGrowing()));
  }

  /**
   * Where the figures come from; empty for the whole of a cross-validation, whose folds say it.
   *
   * @throws UserException if the file is damaged
   */
  public Optional<Provenance> provenance() {
    return existing(RunFolder.PROVENANCE).map(Provenance::read);
  }

  /** The table of a split, such as confusion or predictions, if the run has written one. */
  public Optional<RunTable> table(String split, String name) {
    return existing(split + "-" + name + ".tsv").map(RunTable::new);
  }

  /**
   * The runs of a cross-validation that have begun, by name; none if this is no cross-validation.
   *
   * @throws UserException if one of them is damaged
   */
  public List<FinishedRun> folds() {
    if (!config.task().isCrossValidated()) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> folds =
          entries.filter(RunFolder::hasBegun).sorted().limit(MOST_FOLDS + 1L).toList();
      if (folds.size() > MOST_FOLDS) {
        throw new UserException("%s: more than %d folds".formatted(folder, MOST_FOLDS));
      }
      return folds.stream().map(FinishedRun::open).toList();
    } catch (IOException e) {
      throw new UserException(folder + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private boolean isGrowing() {
    return existing(RunFolder.RESULT).isEmpty();
  }

  private Optional<Path> existing(String name) {
    return Optional.of(folder.resolve(name)).filter(Files::isRegularFile);
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
