package unroll.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import unroll.experiment.RunResult;
import unroll.report.HtmlTable.Cell;

/**
 * Final metrics, a table a task and split: a row a run, then a row a simple method, the best of
 * every column marked.
 */
final class ResultTables {
  private static final List<String> SPLITS = List.of("test", "validation", "training");

  private ResultTables() {}

  /** One row: a run, or a simple method beside some runs. */
  private record Row(String name, String note, Map<String, Double> metrics) {}

  private record Baseline(String method, Map<String, Double> metrics) {}

  static String html(List<ReportedRun> runs) {
    StringBuilder html = new StringBuilder();
    Set<String> tasks = new LinkedHashSet<>();
    runs.forEach(run -> tasks.add(run.task()));
    for (String task : tasks) {
      List<ReportedRun> finished =
          runs.stream().filter(run -> run.task().equals(task) && run.result().isPresent()).toList();
      for (String split : SPLITS) {
        List<Row> rows = rows(finished, split);
        if (!rows.isEmpty()) {
          html.append(table(task + ", " + split, rows));
        }
      }
    }
    for (ReportedRun run : runs) {
      Map<String, Map<String, Double>> folds = run.result().map(RunResult::folds).orElse(Map.of());
      if (!folds.isEmpty()) {
        List<Row> rows = new ArrayList<>();
        folds.forEach((fold, metrics) -> rows.add(new Row(fold, "", metrics)));
        html.append(table(run.label() + ", test, part by part", rows));
      }
    }
    return html.isEmpty() ? "<p>No run has come to a result yet.</p>" : html.toString();
  }

  private static List<Row> rows(List<ReportedRun> runs, String split) {
    List<Row> rows = new ArrayList<>();
    Map<Baseline, List<String>> baselines = new LinkedHashMap<>();
    for (ReportedRun run : runs) {
      RunResult result = run.result().orElseThrow();
      if (!result.splits().containsKey(split)) {
        continue;
      }
      rows.add(new Row(run.label(), "", result.splits().get(split)));
      result
          .baselines()
          .forEach(
              (method, splits) -> {
                if (splits.containsKey(split)) {
                  baselines
                      .computeIfAbsent(
                          new Baseline(method, splits.get(split)), unused -> new ArrayList<>())
                      .add(run.label());
                }
              });
    }
    int count = rows.size();
    baselines.forEach(
        (baseline, labels) -> {
          // The same figures beside every run are those of the same data.
          String beside =
              labels.size() == count ? "simple method" : "beside " + String.join(", ", labels);
          rows.add(new Row(baseline.method(), beside, baseline.metrics()));
        });
    return rows;
  }

  private static String table(String caption, List<Row> rows) {
    Set<String> metrics = new LinkedHashSet<>();
    rows.forEach(row -> metrics.addAll(row.metrics().keySet()));
    HtmlTable table = new HtmlTable(caption);
    List<Cell> header = new ArrayList<>(List.of(Cell.text("")));
    metrics.forEach(metric -> header.add(heading(metric)));
    table.header(header);
    for (Row row : rows) {
      List<Cell> cells = new ArrayList<>(List.of(name(row)));
      for (String metric : metrics) {
        double value = value(row, metric);
        cells.add(Cell.number(value, isBest(value, metric, rows) ? "best" : ""));
      }
      table.row(cells);
    }
    return table.html();
  }

  private static Cell name(Row row) {
    String note = row.note().isEmpty() ? "" : " <small>" + HtmlText.escape(row.note()) + "</small>";
    return new Cell(HtmlText.escape(row.name()) + note, row.note().isEmpty() ? "" : "muted", "");
  }

  private static Cell heading(String metric) {
    return switch (MetricDirection.of(metric)) {
      case LARGER -> new Cell(HtmlText.escape(metric) + " ↑", "number", "larger is better");
      case SMALLER -> new Cell(HtmlText.escape(metric) + " ↓", "number", "smaller is better");
      case NONE -> new Cell(HtmlText.escape(metric), "number", "");
    };
  }

  private static double value(Row row, String metric) {
    return row.metrics().getOrDefault(metric, Double.NaN);
  }

  /** One value alone is no best. */
  private static boolean isBest(double value, String metric, List<Row> rows) {
    MetricDirection direction = MetricDirection.of(metric);
    List<Double> known =
        rows.stream().map(row -> value(row, metric)).filter(other -> !other.isNaN()).toList();
    return direction != MetricDirection.NONE
        && !Double.isNaN(value)
        && known.size() > 1
        && known.stream().noneMatch(other -> direction.isBetter(other, value));
  }
}
