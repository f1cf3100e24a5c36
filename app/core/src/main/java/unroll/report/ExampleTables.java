package unroll.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import unroll.report.Examples.Example;
import unroll.report.HtmlTable.Cell;

/** Examples that runs got wrong and right. */
final class ExampleTables {
  private ExampleTables() {}

  static String html(List<ReportedRun> runs) {
    StringBuilder html = new StringBuilder();
    runs.stream()
        .flatMap(ReportedRun::trained)
        .forEach(
            run ->
                run.examples()
                    .forEach(
                        (split, examples) ->
                            html.append(one(run.label() + ", " + split, examples))));
    return html.isEmpty() ? "<p>None of the runs has listed its predictions.</p>" : html.toString();
  }

  private static String one(String name, Examples examples) {
    long all = examples.wrongCount() + examples.rightCount();
    String summary =
        String.format(Locale.ROOT, "%s: %,d of %,d wrong", name, examples.wrongCount(), all);
    return """
    <details class="examples"><summary>%s</summary>
    <div data-kind="wrong">%s</div>
    <div data-kind="right">%s</div>
    </details>
    """
        .formatted(
            HtmlText.escape(summary),
            table(
                name + ": wrong", examples.inputColumns(), examples.wrong(), examples.wrongCount()),
            table(
                name + ": right",
                examples.inputColumns(),
                examples.right(),
                examples.rightCount()));
  }

  private static String table(
      String caption, List<String> inputColumns, List<Example> examples, long all) {
    String shown =
        examples.size() < all
            ? String.format(Locale.ROOT, ", the first %d of %,d", examples.size(), all)
            : String.format(Locale.ROOT, ", %,d", all);
    boolean hasProbability = examples.stream().anyMatch(one -> !one.probability().isEmpty());
    HtmlTable table = new HtmlTable(caption + shown);
    List<Cell> header = new ArrayList<>();
    inputColumns.forEach(column -> header.add(Cell.text(column)));
    header.add(Cell.text("expected"));
    header.add(Cell.text("predicted"));
    if (hasProbability) {
      header.add(new Cell("probability", "number", ""));
    }
    table.header(header);
    for (Example example : examples) {
      List<Cell> cells = new ArrayList<>();
      example.inputs().forEach(input -> cells.add(Cell.text(input)));
      cells.add(Cell.text(example.expected()));
      cells.add(Cell.text(example.predicted()));
      if (hasProbability) {
        cells.add(new Cell(HtmlText.escape(example.probability()), "number", ""));
      }
      table.row(cells);
    }
    return table.html();
  }
}
