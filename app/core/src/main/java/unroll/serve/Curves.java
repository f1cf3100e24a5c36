package unroll.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unroll.config.UserException;
import unroll.experiment.FinishedRun;
import unroll.experiment.RunFigures;

/**
 * The figures of a run, while a training may be appending to them. Many pages ask for them again
 * and again, so they are read once for each state of the file.
 */
final class Curves {
  private static final String METRICS_FILE = "metrics.csv";
  private static final int MOST_ROWS = 5000;
  private static final RunFigures NONE = new RunFigures(List.of(), List.of());

  private final FinishedRun run;
  private Optional<FileVersion> version = Optional.empty();
  private RunFigures figures = NONE;

  Curves(FinishedRun run) {
    this.run = run;
  }

  /**
   * The newest rows.
   *
   * @param after the step after which rows are wanted
   * @return keys and values as they stand in JSON; a figure that there is not is null
   * @throws UserException naming the line that is not as a training writes it
   */
  Map<String, Object> toMap(long after) {
    RunFigures read = figures();
    List<double[]> wanted = read.rows().stream().filter(row -> row[0] > after).toList();
    List<List<Double>> rows =
        wanted.subList(Math.max(0, wanted.size() - MOST_ROWS), wanted.size()).stream()
            .map(Curves::finite)
            .toList();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("columns", read.columns());
    map.put("rows", rows);
    return map;
  }

  private synchronized RunFigures figures() {
    // Taken first: rows that come in between are read once more.
    Optional<FileVersion> now = FileVersion.of(run.folder().resolve(METRICS_FILE));
    if (!now.equals(version)) {
      figures = run.metrics().orElse(NONE);
      version = now;
    }
    return figures;
  }

  private static List<Double> finite(double[] row) {
    List<Double> numbers = new ArrayList<>(row.length);
    Arrays.stream(row).forEach(number -> numbers.add(Double.isFinite(number) ? number : null));
    return numbers;
  }
}
