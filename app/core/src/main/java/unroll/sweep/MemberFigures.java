package unroll.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import unroll.config.UserException;
import unroll.experiment.FinishedRun;
import unroll.experiment.RunFigures;
import unroll.experiment.RunResult;

/**
 * What a member reached.
 *
 * @param metrics of its best model as in result.json: "validation accuracy" and so on
 * @param parameters of its network; empty where the run does not say it
 * @param secondsPerEpoch of the training, evaluations included; of a cross-validation the mean over
 *     its folds; NaN before the first evaluation
 */
public record MemberFigures(
    Map<String, Double> metrics, OptionalLong parameters, double secondsPerEpoch) {

  /** The name of a figure: its split and its metric. */
  static String name(String split, String metric) {
    return split + " " + metric;
  }

  /**
   * @param folder of a run that came to its end
   * @throws UserException if it did not, or is damaged
   */
  static MemberFigures read(Path folder) {
    FinishedRun run = FinishedRun.open(folder);
    Map<String, Double> metrics = new LinkedHashMap<>();
    result(run)
        .splits()
        .forEach(
            (split, values) ->
                values.forEach((metric, value) -> metrics.put(name(split, metric), value)));
    List<FinishedRun> trained = run.folds().isEmpty() ? List.of(run) : run.folds();
    List<Double> seconds = new ArrayList<>();
    trained.forEach(one -> seconds.add(secondsPerEpoch(one)));
    return new MemberFigures(
        metrics, result(trained.get(0)).parameters(), Spread.of(seconds).mean());
  }

  private static RunResult result(FinishedRun run) {
    return run.result().orElseThrow(() -> new UserException(run.folder() + ": has no result.json"));
  }

  private static double secondsPerEpoch(FinishedRun run) {
    OptionalDouble seconds = run.times().map(times -> last(times, "seconds")).orElse(none());
    OptionalDouble epochs = run.metrics().map(metrics -> last(metrics, "epoch")).orElse(none());
    return seconds.orElse(Double.NaN) / epochs.orElse(Double.NaN);
  }

  private static OptionalDouble none() {
    return OptionalDouble.empty();
  }

  private static OptionalDouble last(RunFigures figures, String column) {
    double[] values = figures.column(column).orElse(new double[0]);
    return values.length == 0 ? none() : OptionalDouble.of(values[values.length - 1]);
  }
}
