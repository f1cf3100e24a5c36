package unroll.report;

import java.util.ArrayList;
import java.util.List;
import unroll.config.UserException;
import unroll.experiment.RunTable;

/**
 * A confusion matrix of a run.
 *
 * @param counts how often each class was predicted (column) where each was expected (row)
 */
record Confusion(List<String> classes, List<long[]> counts) {

  /**
   * @throws UserException if it is no square table of counts
   */
  static Confusion read(RunTable table) {
    List<String> classes = new ArrayList<>();
    List<long[]> counts = new ArrayList<>();
    table.read(
        new RunTable.Taker() {
          @Override
          public void header(List<String> columns) {
            if (!columns.get(0).equals("expected") || columns.size() < 2) {
              throw new IllegalArgumentException(
                  "expected the columns expected and then the classes, found " + columns);
            }
            classes.addAll(columns.subList(1, columns.size()));
          }

          @Override
          public void row(List<String> cells) {
            int row = counts.size();
            if (row == classes.size() || !cells.get(0).equals(classes.get(row))) {
              throw new IllegalArgumentException(
                  "expected %s, found a row of %s"
                      .formatted(
                          row == classes.size()
                              ? "no more rows than classes"
                              : "the row of " + classes.get(row),
                          cells.get(0)));
            }
            counts.add(
                cells.subList(1, cells.size()).stream().mapToLong(Confusion::count).toArray());
          }
        });
    if (counts.size() < classes.size()) {
      throw new UserException(
          "%s: expected a row for each of %d classes, found %d"
              .formatted(table.file(), classes.size(), counts.size()));
    }
    return new Confusion(List.copyOf(classes), List.copyOf(counts));
  }

  private static long count(String cell) {
    if (!cell.matches("\\d{1,15}")) {
      throw new IllegalArgumentException("expected a count, found \"" + cell + "\"");
    }
    return Long.parseLong(cell);
  }

  /** Share of the answers to a row that fell into a column, 0 to 1; 0 where there was none. */
  double share(int row, int column) {
    long all = 0;
    for (long count : counts.get(row)) {
      all += count;
    }
    return all == 0 ? 0 : (double) counts.get(row)[column] / all;
  }
}
