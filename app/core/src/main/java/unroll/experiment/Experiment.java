package unroll.experiment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import unroll.config.Words;
import unroll.data.DataRoot;
import unroll.network.RecurrentNetwork;
import unroll.task.TaskData;
import unroll.training.Score;
import unroll.training.Trainer;

/** One run from a configuration to a run folder; the only place that knows the order. */
public final class Experiment {
  private final ExperimentConfig config;
  private final Path configFolder;
  private final DataRoot root;

  /**
   * @param configFolder what relative paths of the configuration are relative to
   */
  public Experiment(ExperimentConfig config, Path configFolder, DataRoot root) {
    this.config = config;
    this.configFolder = configFolder;
    this.root = root;
  }

  /** Loads, builds, trains, scores and writes; the result is empty if the observer stopped it. */
  public Optional<Result> train(Path folder, boolean overwrite, ExperimentObserver observer) {
    long start = System.nanoTime();
    RunFolder.requireFree(folder, overwrite);
    TaskData data = config.load(root, configFolder);
    RecurrentNetwork network = RecurrentNetwork.create(config.networkOf(data));
    RunFolder run = RunFolder.create(folder);
    run.begin(
        config.withFilesIn(configFolder),
        Provenance.of(config.training().seed(), data.files()),
        data);

    observer.prepared(data, network);
    Map<String, Map<String, Map<String, Double>>> baselines = data.baselines();
    observer.baselines(baselines);

    Trainer trainer = new Trainer(config.training(), data.shape(), data::scorer, run, observer);
    Trainer.Ending ending =
        trainer.train(network, data.splits().training(), data.splits().validation());
    if (ending == Trainer.Ending.STOPPED) {
      return Optional.empty();
    }

    RecurrentNetwork best = run.bestModel();
    Result result =
        new Result(
            Words.kebabCase(ending),
            network.dl4j().getIterationCount(),
            (System.nanoTime() - start) / 1e9,
            scores(best, data),
            baselines);
    run.finish(result);
    observer.finished(result, data, best);
    return Optional.of(result);
  }

  private static Map<String, Score> scores(RecurrentNetwork best, TaskData data) {
    Map<String, Score> scores = new LinkedHashMap<>();
    data.splits().scored().forEach((split, plan) -> scores.put(split, data.score(best, plan)));
    return scores;
  }
}
