package unroll.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import unroll.config.UserException;
import unroll.data.LineReader;
import unroll.data.Vocabulary;

/**
 * A table with tabs that a run has written, such as test-predictions.tsv, read row by row as a file
 * from a stranger.
 */
public record RunTable(Path file) {
  private static final int MOST_COLUMNS = 2001;

  /** What takes the table. */
  public interface Taker {
    /**
     * @throws IllegalArgumentException saying what is wrong with the column names
     */
    void header(List<String> columns);

    /**
     * @param cells as many as there are columns
     * @throws IllegalArgumentException saying what is wrong with the row
     */
    void row(List<String> cells);
  }

  /**
   * Gives the table to a taker, cells with their escapes resolved.
   *
   * @throws UserException naming the line that is no row, or that the taker refused
   */
  public void read(Taker taker) {
    try (InputStream in = Files.newInputStream(file)) {
      LineReader lines = new LineReader(in);
      int columns = 0;
      Optional<LineReader.Line> next = lines.next();
      if (next.isEmpty()) {
        throw new UserException(file + ": empty; expected a row of column names");
      }
      while (next.isPresent()) {
        columns = take(next.get(), columns, taker);
        next = lines.next();
      }
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private int take(LineReader.Line line, int columns, Taker taker) {
    try {
      List<String> cells = cells(line.text());
      if (line.number() == 1) {
        taker.header(cells);
      } else if (cells.size() != columns) {
        throw new IllegalArgumentException(
            "expected %d columns, found %d".formatted(columns, cells.size()));
      } else {
        taker.row(cells);
      }
      return cells.size();
    } catch (IllegalArgumentException | UserException e) {
      throw new UserException(file + ", line " + line.number() + ": " + e.getMessage(), e);
    }
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    int start = 0;
    while (start <= line.length()) {
      int tab = line.indexOf('\t', start);
      int end = tab < 0 ? line.length() : tab;
      cells.add(Vocabulary.unescape(line.substring(start, end)));
      if (cells.size() > MOST_COLUMNS) {
        throw new IllegalArgumentException("more than %,d columns".formatted(MOST_COLUMNS));
      }
      start = end + 1;
    }
    return cells;
  }
}
