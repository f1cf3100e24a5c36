package unroll.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import unroll.experiment.Provenance;
import unroll.report.HtmlTable.Cell;

/** Where the figures of runs come from. */
final class ProvenanceTable {
  private ProvenanceTable() {}

  static String html(List<ReportedRun> runs) {
    List<ReportedRun> trained =
        runs.stream()
            .flatMap(ReportedRun::trained)
            .filter(run -> run.provenance().isPresent())
            .toList();
    if (trained.isEmpty()) {
      return "<p>None of the runs has written where it comes from.</p>";
    }
    HtmlTable table = HtmlTable.untitled("Provenance");
    List<Cell> header = new ArrayList<>(List.of(Cell.text("")));
    trained.forEach(run -> header.add(Cell.text(run.label())));
    table.header(header);
    row(table, trained, "program", from -> from.version() + ", commit " + from.commit());
    row(table, trained, "Java", Provenance::java);
    row(table, trained, "system", from -> from.system() + ", " + from.processors() + " processors");
    row(table, trained, "backend", from -> from.backend() + ", " + from.threads() + " threads");
    row(table, trained, "seed", from -> Long.toString(from.seed()));
    row(table, trained, "sessions", ProvenanceTable::sessions);
    row(table, trained, "data, SHA-256", ProvenanceTable::data);
    return table.html();
  }

  private static void row(
      HtmlTable table, List<ReportedRun> runs, String name, Function<Provenance, String> value) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.text(name)));
    for (ReportedRun run : runs) {
      String text = value.apply(run.provenance().orElseThrow());
      cells.add(new Cell(HtmlText.escape(String.valueOf(text)), "lines", ""));
    }
    table.row(cells);
  }

  private static String sessions(Provenance from) {
    return from.sessions().stream()
        .map(session -> session.started() + " from step " + session.step())
        .collect(Collectors.joining("\n"));
  }

  private static String data(Provenance from) {
    return from.data().isEmpty()
        ? "none read"
        : from.data().stream()
            .map(file -> file.file() + "\n" + file.sha256())
            .collect(Collectors.joining("\n"));
  }
}
