package unroll.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import unroll.config.ConfigValues;
import unroll.report.HtmlTable.Cell;

/** The keys in which the configurations of runs differ. */
final class DifferenceTable {
  private static final String ABSENT = "–";

  private DifferenceTable() {}

  static String html(List<ReportedRun> runs) {
    if (runs.size() < 2) {
      return "<p>One run, so nothing to compare it with.</p>";
    }
    List<Map<String, String>> configs =
        runs.stream().map(run -> ConfigValues.of(run.config())).toList();
    Set<String> keys = new LinkedHashSet<>();
    configs.forEach(config -> keys.addAll(config.keySet()));
    HtmlTable table = HtmlTable.untitled("Keys that differ");
    List<Cell> header = new ArrayList<>(List.of(Cell.text("key")));
    runs.forEach(run -> header.add(Cell.text(run.label())));
    table.header(header);
    int rows = 0;
    for (String key : keys) {
      List<String> values =
          configs.stream().map(config -> config.getOrDefault(key, ABSENT)).toList();
      if (new HashSet<>(values).size() > 1) {
        table.row(row(key, values));
        rows++;
      }
    }
    return rows == 0 ? "<p>The configurations are the same.</p>" : table.html();
  }

  private static List<Cell> row(String key, List<String> values) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.code(key)));
    values.forEach(value -> cells.add(Cell.code(Examples.shortened(value))));
    return cells;
  }
}
