package unroll.serve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unroll.config.UserException;
import unroll.data.LineReader;

/** metrics.csv as rows of numbers, while a training may be appending to it. */
final class Curves {
  private static final String METRICS_FILE = "metrics.csv";
  private static final int MOST_ROWS = 5000;
  private static final int MOST_COLUMNS = 200;

  private final ServedRun run;

  Curves(ServedRun run) {
    this.run = run;
  }

  /**
   * The newest rows.
   *
   * @param after the step after which rows are wanted
   * @return keys and values as they stand in JSON; a figure that there is not is null
   * @throws UserException naming the line that holds no numbers
   */
  Map<String, Object> toMap(long after) {
    Path file = run.folder().resolve(METRICS_FILE);
    List<String> columns = List.of();
    Deque<List<Double>> rows = new ArrayDeque<>();
    if (Files.isRegularFile(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        columns = read(new LineReader(in), after, rows);
      } catch (IOException e) {
        throw new UserException(METRICS_FILE + ": cannot be read: " + e.getMessage(), e);
      }
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("columns", columns);
    map.put("rows", new ArrayList<>(rows));
    map.put("training", run.isTraining());
    return map;
  }

  private static List<String> read(LineReader lines, long after, Deque<List<Double>> rows)
      throws IOException {
    Optional<LineReader.Line> line = lines.next();
    if (line.isEmpty()) {
      return List.of();
    }
    List<String> columns = List.of(line.get().text().split(",", -1));
    if (columns.size() > MOST_COLUMNS) {
      throw new UserException(METRICS_FILE + ", line 1: too many columns");
    }
    for (line = lines.next(); line.isPresent(); line = lines.next()) {
      String[] cells = line.get().text().split(",", -1);
      // The row that is being written this moment.
      if (cells.length < columns.size()) {
        break;
      }
      List<Double> row = numbers(cells, line.get().number());
      if (row.get(0) != null && row.get(0) > after) {
        rows.addLast(row);
      }
      if (rows.size() > MOST_ROWS) {
        rows.removeFirst();
      }
    }
    return columns;
  }

  private static List<Double> numbers(String[] cells, long line) {
    List<Double> numbers = new ArrayList<>(cells.length);
    for (String cell : cells) {
      try {
        double number = Double.parseDouble(cell);
        numbers.add(Double.isFinite(number) ? number : null);
      } catch (NumberFormatException e) {
        throw new UserException(METRICS_FILE + ", line " + line + ": expected numbers", e);
      }
    }
    return numbers;
  }
}
