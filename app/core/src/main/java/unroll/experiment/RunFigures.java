package unroll.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import unroll.config.UserException;
import unroll.data.LineReader;

/**
 * metrics.csv or times.csv of a run, read as a file from a stranger.
 *
 * @param columns their names; the first is the optimizer step, which grows from row to row
 * @param rows an evaluation each: a number a column, NaN or infinite where the run had no better
 */
public record RunFigures(List<String> columns, List<double[]> rows) {
  private static final int MOST_COLUMNS = 200;
  private static final int MOST_NUMBERS = 1 << 22;
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,99}");
  private static final Pattern NUMBER =
      Pattern.compile("-?(\\d{1,400}(\\.\\d{1,400})?(E-?\\d{1,3})?|Infinity)|NaN");

  /**
   * @param first names of the columns that must come first, in their order
   * @param isGrowing whether a training may be writing the file now: a last row without a line
   *     break is not yet whole, and left out
   * @throws UserException naming the line that is not as {@code unroll train} writes it
   */
  static RunFigures read(Path file, List<String> first, boolean isGrowing) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(file, new LineReader(in), first, isGrowing);
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static RunFigures read(Path file, LineReader lines, List<String> first, boolean isGrowing)
      throws IOException {
    Optional<LineReader.Line> next = lines.next();
    if (next.isEmpty()) {
      throw new UserException(file + ": empty; expected a row of column names");
    }
    if (isGrowing && !lines.lastHasEnd()) {
      return new RunFigures(first, List.of());
    }
    List<String> columns = header(file, text(file, next.get()), first);
    List<double[]> rows = new ArrayList<>();
    double step = -1;
    for (next = lines.next(); next.isPresent(); next = lines.next()) {
      if (isGrowing && !lines.lastHasEnd()) {
        break;
      }
      LineReader.Line line = next.get();
      String place = place(file, line);
      String[] cells = text(file, line).split(",", -1);
      double[] row = row(place, cells, columns);
      if (row[0] <= step || row[0] != Math.rint(row[0])) {
        throw new UserException(
            place + ": expected a step after the one before, found " + cells[0]);
      }
      step = row[0];
      rows.add(row);
      if ((long) rows.size() * columns.size() > MOST_NUMBERS) {
        throw new UserException("%s: more than %,d numbers".formatted(place, MOST_NUMBERS));
      }
    }
    return new RunFigures(columns, rows);
  }

  private static List<String> header(Path file, String text, List<String> first) {
    List<String> columns = List.of(text.split(",", -1));
    if (columns.size() < first.size() || !columns.subList(0, first.size()).equals(first)) {
      throw new UserException(
          "%s, line 1: expected the columns %s first, found %s"
              .formatted(file, String.join(",", first), text));
    } else if (columns.size() > MOST_COLUMNS) {
      throw new UserException(
          "%s, line 1: %,d columns; expected at most %d"
              .formatted(file, columns.size(), MOST_COLUMNS));
    } else if (new HashSet<>(columns).size() < columns.size()) {
      throw new UserException(file + ", line 1: a column stands twice in " + text);
    }
    for (String column : columns) {
      if (!NAME.matcher(column).matches()) {
        throw new UserException(
            file + ", line 1: expected the name of a metric, found \"" + column + "\"");
      }
    }
    return columns;
  }

  private static double[] row(String place, String[] cells, List<String> columns) {
    if (cells.length != columns.size()) {
      throw new UserException(
          "%s: expected %d columns, found %d".formatted(place, columns.size(), cells.length));
    }
    double[] row = new double[cells.length];
    for (int i = 0; i < cells.length; i++) {
      if (!NUMBER.matcher(cells[i]).matches()) {
        throw new UserException(
            "%s, column %s: expected a number, found \"%s\""
                .formatted(place, columns.get(i), cells[i]));
      }
      row[i] = Double.parseDouble(cells[i]);
    }
    return row;
  }

  private static String text(Path file, LineReader.Line line) {
    try {
      return line.text();
    } catch (UserException e) {
      throw new UserException(place(file, line) + ": " + e.getMessage(), e);
    }
  }

  private static String place(Path file, LineReader.Line line) {
    return file + ", line " + line.number();
  }

  /** The numbers of a column, a row each; empty if there is no such column. */
  public Optional<double[]> column(String name) {
    int index = columns.indexOf(name);
    return index < 0
        ? Optional.empty()
        : Optional.of(rows.stream().mapToDouble(row -> row[index]).toArray());
  }
}
