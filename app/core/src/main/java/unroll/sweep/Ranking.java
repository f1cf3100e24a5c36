package unroll.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import unroll.config.UserException;
import unroll.config.Words;
import unroll.data.DataRoot;
import unroll.experiment.ExperimentConfig;
import unroll.report.MetricDirection;
import unroll.task.Task;
import unroll.task.TaskData;
import unroll.training.TrainingConfig;

/**
 * The figure that decides which combination of values is best.
 *
 * @param figure split and metric, such as "validation accuracy"
 */
public record Ranking(String figure, MetricDirection direction) {
  private static final List<String> LOSSES = List.of("loss", "nats-per-character");

  /**
   * Reads the data of one member, so that a mistake in it shows before all of them are started.
   *
   * @param wanted what the sweep says; empty: the validation figure that the member's training goes
   *     by
   * @throws UserException if there is no such figure, or the data does not fit the member
   */
  static Ranking of(Optional<String> wanted, ExperimentConfig member, Path folder, DataRoot root) {
    List<String> splits;
    TaskData data;
    if (member.task().isCrossValidated()) {
      data = firstFold(member, name -> root.resolve(name, folder));
      splits = List.of("test");
    } else {
      data = member.load(root, folder);
      splits = List.copyOf(data.splits().scored().keySet());
    }
    Set<String> metrics = new LinkedHashSet<>(data.scorer().metrics(0).keySet());
    metrics.addAll(data.scorer().rankings());
    metrics.removeIf(metric -> MetricDirection.of(metric) == MetricDirection.NONE);
    String figure =
        wanted.isPresent()
            ? known(wanted.get(), splits, metrics)
            : usual(member.training(), splits, metrics, member.task().isCrossValidated());
    return new Ranking(figure, directionOf(figure));
  }

  private static TaskData firstFold(ExperimentConfig member, Function<String, Path> files) {
    Task fold = member.task().folds(files).values().iterator().next();
    return fold.load(files, member.training());
  }

  private static MetricDirection directionOf(String figure) {
    return MetricDirection.of(figure.substring(figure.indexOf(' ') + 1));
  }

  /** What writing networks write is scored in the end alone, so any metric that ranks will do. */
  private static String known(String wanted, List<String> splits, Set<String> metrics) {
    List<String> figures = new ArrayList<>();
    splits.forEach(
        split -> metrics.forEach(metric -> figures.add(MemberFigures.name(split, metric))));
    int end = wanted.indexOf(' ');
    boolean isKnown =
        figures.contains(wanted)
            || end > 0
                && splits.contains(wanted.substring(0, end))
                && directionOf(wanted) != MetricDirection.NONE;
    if (!isKnown) {
      throw new UserException("rank-by: unknown: " + wanted + "; " + Words.hint(wanted, figures));
    }
    return wanted;
  }

  private static String usual(
      TrainingConfig training, List<String> splits, Set<String> metrics, boolean isCrossValidated) {
    String split =
        splits.contains("validation") ? "validation" : isCrossValidated ? "test" : "training";
    if (!splits.contains(split)) {
      throw new UserException(
          "rank-by: there is no validation split to rank by; give the experiment one, or name the"
              + " figure to rank by, such as test "
              + metrics.iterator().next());
    }
    String metric =
        training.bestBy().equals(TrainingConfig.LOSS)
            ? LOSSES.stream().filter(metrics::contains).findFirst().orElseThrow()
            : training.bestBy();
    return MemberFigures.name(split, metric);
  }

  /**
   * @throws UserException if a member that came to its end has no such figure
   */
  void requireIn(MemberFigures reached) {
    Set<String> figures = reached.metrics().keySet();
    if (!figures.contains(figure)) {
      throw new UserException(
          "rank-by: no member reaches: " + figure + "; " + Words.hint(figure, figures));
    }
  }

  /** Whether one mean goes before another; one that is no number goes before none. */
  boolean isBetter(double value, double other) {
    return Double.isNaN(other) ? !Double.isNaN(value) : direction.isBetter(value, other);
  }
}
