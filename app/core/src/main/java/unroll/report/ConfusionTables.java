package unroll.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import unroll.report.HtmlTable.Cell;

/** Confusion matrices: counts, shares of the row, and shading by the share. */
final class ConfusionTables {
  private static final int MOST_CLASSES = 60;
  private static final int SHADES = 10;

  private ConfusionTables() {}

  static String html(List<ReportedRun> runs) {
    StringBuilder html = new StringBuilder();
    runs.stream()
        .flatMap(ReportedRun::trained)
        .forEach(
            run ->
                run.confusions()
                    .forEach(
                        (split, confusion) ->
                            html.append(one(run.label() + ", " + split, confusion))));
    return html.isEmpty()
        ? "<p>None of the runs has written a confusion matrix.</p>"
        : html.toString();
  }

  private static String one(String caption, Confusion confusion) {
    List<String> classes = confusion.classes();
    if (classes.size() > MOST_CLASSES) {
      return "<p>%s: %,d classes, too many for a table; they are in the run's confusion.tsv.</p>"
          .formatted(HtmlText.escape(caption), classes.size());
    }
    HtmlTable table = new HtmlTable(caption);
    List<Cell> header = new ArrayList<>(List.of(Cell.text("expected ↓ predicted →")));
    classes.forEach(name -> header.add(new Cell(HtmlText.escape(name), "number", "")));
    table.header(header);
    for (int row = 0; row < classes.size(); row++) {
      List<Cell> cells = new ArrayList<>(List.of(Cell.text(classes.get(row))));
      for (int column = 0; column < classes.size(); column++) {
        cells.add(cell(confusion, row, column));
      }
      table.row(cells);
    }
    return table.html();
  }

  private static Cell cell(Confusion confusion, int row, int column) {
    long count = confusion.counts().get(row)[column];
    double share = confusion.share(row, column);
    String kind = row == column ? "hit-" : "miss-";
    String html = String.format(Locale.ROOT, "%,d <small>%.0f&nbsp;%%</small>", count, 100 * share);
    return count == 0
        ? new Cell("0", "number muted", "")
        : new Cell(html, "number " + kind + (int) Math.ceil(share * SHADES), "");
  }
}
