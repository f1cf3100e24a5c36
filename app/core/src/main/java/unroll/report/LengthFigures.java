package unroll.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import unroll.config.UserException;
import unroll.experiment.RunTable;

/**
 * A run's figures by the length of what was read, read as a file from a stranger.
 *
 * @param columns their names; the first is the length, which grows from row to row
 * @param rows a number a column
 */
record LengthFigures(List<String> columns, List<double[]> rows) {
  static final String LENGTH = "length";

  /** How many sequences of a length there were, which is no figure to draw. */
  static final String COUNT = "sentences";

  private static final int MOST_COLUMNS = 20;
  private static final int MOST_ROWS = 100_000;
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,99}");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,20})?");

  /**
   * @throws UserException naming the line that is not as {@code unroll train} writes it
   */
  static LengthFigures read(RunTable table) {
    Reading reading = new Reading();
    table.read(reading);
    return new LengthFigures(reading.columns, reading.rows);
  }

  private static final class Reading implements RunTable.Taker {
    private List<String> columns = List.of();
    private final List<double[]> rows = new ArrayList<>();
    private double last = -1;

    @Override
    public void header(List<String> names) {
      boolean isRight =
          names.size() <= MOST_COLUMNS
              && names.get(0).equals(LENGTH)
              && new HashSet<>(names).size() == names.size()
              && names.stream().allMatch(name -> NAME.matcher(name).matches());
      if (!isRight) {
        throw new IllegalArgumentException(
            "expected the column length first, and different names of figures behind it");
      }
      columns = List.copyOf(names);
    }

    @Override
    public void row(List<String> cells) {
      double[] row = new double[cells.size()];
      for (int column = 0; column < row.length; column++) {
        if (!NUMBER.matcher(cells.get(column)).matches()) {
          throw new IllegalArgumentException(
              "column %s: expected a number from 0".formatted(columns.get(column)));
        }
        row[column] = Double.parseDouble(cells.get(column));
      }
      if (row[0] <= last) {
        throw new IllegalArgumentException("expected a length above that of the row before");
      } else if (rows.size() == MOST_ROWS) {
        throw new IllegalArgumentException("more than %,d rows".formatted(MOST_ROWS));
      }
      last = row[0];
      rows.add(row);
    }
  }

  /** The numbers of a column, a row each. */
  double[] column(String name) {
    int index = columns.indexOf(name);
    return rows.stream().mapToDouble(row -> row[index]).toArray();
  }
}
