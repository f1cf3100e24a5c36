package unroll.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unroll.config.UserException;
import unroll.data.DataRoot;
import unroll.task.Task;
import unroll.training.Score;

/**
 * An experiment repeated for every fold of its task: each trains without a part of the data and is
 * tested on that part, in a run folder of its own below the whole's.
 */
public final class CrossValidation {
  private static final String TEST = "test";

  private final ExperimentConfig config;
  private final Path configFolder;
  private final DataRoot root;

  /**
   * @param configFolder what relative paths of the configuration are relative to
   */
  public CrossValidation(ExperimentConfig config, Path configFolder, DataRoot root) {
    this.config = config;
    this.configFolder = configFolder;
    this.root = root;
  }

  /**
   * Trains all folds; empty if the observer stopped it.
   *
   * @return metrics on all test parts: the mean over their labels, and that of every fold
   */
  public Optional<FoldMetrics> train(
      Path folder, ExistingRun existing, ExperimentObserver observer) {
    RunFolder.requireFree(folder, existing);
    ExperimentConfig complete = config.withFilesIn(configFolder);
    boolean goesOn = existing == ExistingRun.RESUMED && RunFolder.hasBegun(folder);
    if (goesOn) {
      RunBefore.requireSameConfig(folder, complete);
    }
    Map<String, Task> folds = config.folds(root, configFolder);
    for (String fold : folds.keySet()) {
      RunFolder.requireFree(folder.resolve(fold), existing);
    }
    requireLoadable(folds);
    try (RunFolder whole = RunFolder.open(folder, existing)) {
      if (!goesOn) {
        whole.begin(complete);
      }
      Map<String, Result> results = new LinkedHashMap<>();
      for (Map.Entry<String, Task> fold : folds.entrySet()) {
        Optional<Result> result =
            new Experiment(fold(fold), configFolder, root)
                .train(folder.resolve(fold.getKey()), existing, observer);
        if (result.isEmpty()) {
          return Optional.empty();
        }
        results.put(fold.getKey(), result.get());
      }
      FoldMetrics metrics = pooled(results);
      whole.finish(metrics);
      return Optional.of(metrics);
    }
  }

  /**
   * The folds by the names of the parts of the data to test on, after a look at the data of each.
   *
   * @throws UserException if the data of a fold does not fit its task, or the other keys the data
   */
  public Map<String, Task> checkedFolds() {
    Map<String, Task> folds = config.folds(root, configFolder);
    requireLoadable(folds);
    return folds;
  }

  /** A mistake in the data of the last fold must show before hours of training. */
  private void requireLoadable(Map<String, Task> folds) {
    folds.entrySet().forEach(fold -> fold(fold).load(root, configFolder));
  }

  private ExperimentConfig fold(Map.Entry<String, Task> fold) {
    return config.withTask(config.name() + "-" + fold.getKey(), fold.getValue());
  }

  private static FoldMetrics pooled(Map<String, Result> results) {
    Map<String, Map<String, Double>> folds = new LinkedHashMap<>();
    List<Score> scores = new ArrayList<>();
    List<Map<String, Map<String, Double>>> baselines = new ArrayList<>();
    results.forEach(
        (fold, result) -> {
          Score score = result.splits().get(TEST);
          folds.put(fold, score.metrics());
          scores.add(score);
          Map<String, Map<String, Double>> onTest = new LinkedHashMap<>();
          result.baselines().forEach((method, splits) -> onTest.put(method, splits.get(TEST)));
          baselines.add(onTest);
        });
    List<Long> labels = scores.stream().map(Score::labels).toList();
    Map<String, Map<String, Double>> baselineMeans = new LinkedHashMap<>();
    for (String method : baselines.get(0).keySet()) {
      baselineMeans.put(
          method, mean(baselines.stream().map(fold -> fold.get(method)).toList(), labels));
    }
    return new FoldMetrics(
        mean(scores.stream().map(Score::metrics).toList(), labels), folds, baselineMeans);
  }

  private static Map<String, Double> mean(List<Map<String, Double>> folds, List<Long> labels) {
    double all = labels.stream().mapToLong(Long::longValue).sum();
    Map<String, Double> mean = new LinkedHashMap<>();
    for (int fold = 0; fold < folds.size(); fold++) {
      double share = labels.get(fold) / all;
      folds.get(fold).forEach((name, value) -> mean.merge(name, share * value, Double::sum));
    }
    return mean;
  }
}
