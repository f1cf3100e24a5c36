package unroll.report;

import java.util.List;
import java.util.Locale;
import unroll.config.Words;
import unroll.experiment.Provenance;
import unroll.experiment.RunFigures;
import unroll.report.HtmlTable.Cell;

/** The runs of a report and how far they came. */
final class RunsTable {
  private RunsTable() {}

  static String html(List<ReportedRun> runs) {
    HtmlTable table = HtmlTable.untitled("Runs");
    table.header(
        List.of(
            Cell.text("run"),
            Cell.text("name"),
            Cell.text("task"),
            Cell.text("network"),
            Cell.text("state"),
            number("steps"),
            number("evaluations"),
            number("time")));
    for (ReportedRun run : runs) {
      table.row(
          List.of(
              Cell.text(run.label()),
              Cell.text(run.config().name()),
              Cell.text(run.task()),
              Cell.text(network(run)),
              Cell.text(run.state()),
              Cell.count(run.trained().mapToLong(RunsTable::steps).sum()),
              Cell.count(
                  run.trained()
                      .mapToLong(one -> one.metrics().map(RunsTable::rows).orElse(0))
                      .sum()),
              new Cell(time(run), "number", "")));
    }
    return table.html();
  }

  private static Cell number(String name) {
    return new Cell(name, "number", "");
  }

  private static String network(ReportedRun run) {
    return "%s, %d x %d%s"
        .formatted(
            Words.kebabCase(run.config().network().cell()),
            run.config().network().layers(),
            run.config().network().units(),
            run.config().network().bidirectional() ? ", both ways" : "");
  }

  private static int rows(RunFigures figures) {
    return figures.rows().size();
  }

  /** Of an unfinished run, the step of its last evaluation. */
  private static long steps(ReportedRun run) {
    return run.result()
        .map(result -> (long) result.steps())
        .orElseGet(
            () ->
                run.metrics()
                    .filter(figures -> !figures.rows().isEmpty())
                    .map(figures -> (long) figures.rows().get(figures.rows().size() - 1)[0])
                    .orElse(0L));
  }

  /** Wall time of all sessions, a dash where one of them has not said it. */
  private static String time(ReportedRun run) {
    double seconds =
        run.trained()
            .flatMap(one -> one.provenance().stream())
            .flatMap(provenance -> provenance.sessions().stream())
            .map(Provenance.Session::seconds)
            .mapToDouble(one -> one == null ? Double.NaN : one)
            .sum();
    return Double.isNaN(seconds) || run.trained().allMatch(one -> one.provenance().isEmpty())
        ? "–"
        : String.format(Locale.ROOT, "%,.1f s", seconds);
  }
}
