package unroll.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small table of figures, as a score has it.
 *
 * @param columns their names
 * @param rows a number a column
 */
record FigureTable(List<String> columns, List<List<String>> rows) {
  /**
   * @param text tab-separated, with a header
   */
  static FigureTable of(String text) {
    List<List<String>> lines = text.lines().map(line -> List.of(line.split("\t", -1))).toList();
    return new FigureTable(lines.get(0), lines.subList(1, lines.size()));
  }

  /** For people: every column as wide as its widest cell. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line(columns));
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      line.append(column == 0 ? "" : "  ")
          .append(" ".repeat(width(column) - cells.get(column).length()))
          .append(cells.get(column));
    }
    return line.toString();
  }

  private int width(int column) {
    int widest = columns.get(column).length();
    for (List<String> row : rows) {
      widest = Math.max(widest, row.get(column).length());
    }
    return widest;
  }

  /** For programs: an object a row. */
  List<Map<String, Object>> objects() {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (List<String> row : rows) {
      Map<String, Object> object = new LinkedHashMap<>();
      for (int column = 0; column < row.size(); column++) {
        object.put(columns.get(column), number(row.get(column)));
      }
      objects.add(object);
    }
    return objects;
  }

  private static Number number(String cell) {
    if (cell.matches("\\d{1,9}")) {
      return Integer.valueOf(cell);
    }
    return Double.valueOf(cell);
  }
}
