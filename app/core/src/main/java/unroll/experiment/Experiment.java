package unroll.experiment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import unroll.config.Words;
import unroll.data.BatchPlan;
import unroll.data.DataRoot;
import unroll.network.RecurrentNetwork;
import unroll.task.Task;
import unroll.task.TaskData;
import unroll.training.Evaluator;
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
    Task task = config.task();
    RunFolder.requireFree(folder, overwrite);
    TaskData data = config.load(root, configFolder);
    RecurrentNetwork network = newNetwork(data);
    RunFolder run = RunFolder.create(folder, task);
    run.begin(
        config.withFilesIn(configFolder),
        Provenance.of(config.training().seed(), data.files()),
        data);

    observer.prepared(data, network);
    Map<String, Map<String, Map<String, Double>>> baselines = data.baselines().compute();
    observer.baselines(baselines);

    Trainer trainer = new Trainer(config.training(), task.topology(), data.shape(), run, observer);
    Trainer.Ending ending = trainer.train(network, data.training(), data.validation());
    if (ending == Trainer.Ending.STOPPED) {
      return Optional.empty();
    }

    RecurrentNetwork best = run.bestModel();
    Result result =
        new Result(
            Words.kebabCase(ending),
            network.dl4j().getIterationCount(),
            (System.nanoTime() - start) / 1e9,
            score(best, data),
            baselines);
    run.finish(result);
    observer.finished(result, data, best);
    return Optional.of(result);
  }

  /** The experiment's network with fresh parameters. */
  private RecurrentNetwork newNetwork(TaskData data) {
    return RecurrentNetwork.create(
        config
            .network()
            .configuration(
                data.shape(),
                data.training().carriesState(),
                config.training().optimizer().update(),
                config.training().seed()));
  }

  private Map<String, Map<String, Double>> score(RecurrentNetwork best, TaskData data) {
    Evaluator evaluator = new Evaluator(config.task().topology(), data.shape());
    Map<String, Map<String, Double>> splits = new LinkedHashMap<>();
    Stream.of("validation", "test")
        .forEach(
            name -> data.split(name).ifPresent(plan -> add(splits, name, plan, evaluator, best)));
    if (splits.isEmpty()) {
      add(splits, "training", data.training(), evaluator, best);
    }
    return splits;
  }

  private void add(
      Map<String, Map<String, Double>> splits,
      String name,
      BatchPlan plan,
      Evaluator evaluator,
      RecurrentNetwork network) {
    splits.put(name, config.task().metrics(evaluator.score(network, plan)));
  }
}
