package unroll.experiment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import unroll.config.Words;
import unroll.data.FileFinder;
import unroll.network.RecurrentNetwork;
import unroll.task.TaskData;
import unroll.training.BaselineComparison;
import unroll.training.Crew;
import unroll.training.Division;
import unroll.training.Score;
import unroll.training.Trainer;

/** One run from a configuration to a run folder; the only place that knows the order. */
public final class Experiment {
  private final ExperimentConfig config;
  private final Path configFolder;
  private final FileFinder root;
  private final Optional<Provenance> original;
  private final Division division;
  private final Function<TaskData, Crew.Recruiter> recruiters;

  /**
   * @param configFolder what relative paths of the configuration are relative to
   */
  public Experiment(ExperimentConfig config, Path configFolder, FileFinder root) {
    this(config, configFolder, root, Optional.empty());
  }

  private Experiment(
      ExperimentConfig config, Path configFolder, FileFinder root, Optional<Provenance> original) {
    this(
        config,
        configFolder,
        root,
        original,
        Division.NONE,
        data -> Crew.oneWorker(config.training(), data.shape()));
  }

  private Experiment(
      ExperimentConfig config,
      Path configFolder,
      FileFinder root,
      Optional<Provenance> original,
      Division division,
      Function<TaskData, Crew.Recruiter> recruiters) {
    this.config = config;
    this.configFolder = configFolder;
    this.root = root;
    this.original = original;
    this.division = division;
    this.recruiters = recruiters;
  }

  /** The same experiment with its steps made by others. */
  public Experiment divided(
      Division newDivision, Function<TaskData, Crew.Recruiter> newRecruiters) {
    return new Experiment(config, configFolder, root, original, newDivision, newRecruiters);
  }

  /** A run made once more, on data that must be the same; the observer is told what else is not. */
  public static Experiment repeating(
      Provenance original, ExperimentConfig config, Path configFolder, FileFinder root) {
    return new Experiment(config, configFolder, root, Optional.of(original));
  }

  /**
   * Loads, builds, trains, scores and writes; the result is empty if the observer stopped it.
   *
   * @param existing what becomes of a run that the folder holds already
   */
  public Optional<Result> train(Path folder, ExistingRun existing, ExperimentObserver observer) {
    long started = System.nanoTime();
    ExperimentConfig complete = config.withFilesIn(configFolder);
    RunFolder.requireFree(folder, existing);
    Optional<RunBefore> before = RunBefore.find(folder, existing, complete);
    TaskData data = config.load(root, configFolder);
    before.ifPresent(run -> run.provenance().requireSameDivision(folder, division));
    original.ifPresent(provenance -> provenance.requireSameData(data.files()));
    before.ifPresent(run -> run.provenance().requireSameData(data.files()));
    observer.loaded(data, config.parametersFor(data));
    try (RunFolder run = RunFolder.open(folder, existing)) {
      Optional<Checkpoint> checkpoint = before.flatMap(any -> run.newest(observer::warned));
      Provenance provenance =
          checkpoint.isPresent()
              ? before.get().provenance().goingOn(checkpoint.get().step(), complete)
              : Provenance.of(complete, data.files(), division);
      RecurrentNetwork network = begin(run, complete, data, provenance, checkpoint, observer);

      observer.prepared(data, network);
      Map<String, Map<String, Map<String, Double>>> baselines = data.baselines();
      observer.baselines(baselines);

      Trainer trainer =
          new Trainer(
              config.training(), data.shape(), data::scorer, run, observer, recruiters.apply(data));
      Trainer.Ending ending =
          trainer.train(
              network,
              data.splits().training(),
              data.splits().validation(),
              checkpoint.map(Checkpoint::snapshot));
      if (ending == Trainer.Ending.STOPPED) {
        return Optional.empty();
      }

      Optional<AverageResult> average = new Averaging(run, data, config.training()).average();
      average.ifPresent(observer::averaged);
      RecurrentNetwork best = run.bestModel();
      int steps = network.trainedSteps();
      Result result =
          new Result(
              Words.kebabCase(ending),
              steps,
              best.parameterCount(),
              scores(best, data),
              baselines,
              average);
      run.finish(result);
      run.write(provenance.finished((System.nanoTime() - started) / 1e9));
      observer.finished(result, data, best);
      warnOfBaselines(result, data, observer);
      return Optional.of(result);
    }
  }

  private RecurrentNetwork begin(
      RunFolder run,
      ExperimentConfig complete,
      TaskData data,
      Provenance provenance,
      Optional<Checkpoint> checkpoint,
      ExperimentObserver observer) {
    if (checkpoint.isPresent()) {
      run.goOn(checkpoint.get(), complete, provenance);
      observer.resumed(checkpoint.get().step());
      return checkpoint.get().network();
    }
    original.ifPresent(other -> provenance.differencesFrom(other).forEach(observer::warned));
    RecurrentNetwork network = config.newNetwork(data);
    run.begin(complete, provenance, data);
    return network;
  }

  private static void warnOfBaselines(Result result, TaskData data, ExperimentObserver observer) {
    result
        .splits()
        .forEach(
            (split, score) ->
                BaselineComparison.behindBaselines(
                        split, score.metrics(), result.baselines(), data.scorer().rankings())
                    .forEach(observer::warned));
  }

  private static Map<String, Score> scores(RecurrentNetwork best, TaskData data) {
    Map<String, Score> scores = new LinkedHashMap<>();
    data.splits().scored().forEach((split, plan) -> scores.put(split, data.score(best, plan)));
    return scores;
  }
}
