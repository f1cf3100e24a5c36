package unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import unroll.command.CommandLineRun;

/** The data that the project makes itself, as its tests read it. */
final class MadeData {
  private MadeData() {}

  /** A file or a folder under data, wherever the tests run. */
  static Path file(String name) {
    return CommandLineRun.project("data").resolve(name);
  }

  /** The rows of a table with tabs under its header. */
  static List<String[]> rows(String file, String header) throws IOException {
    List<String> lines = Files.readAllLines(file(file));
    assertEquals(header, lines.get(0));
    int columns = header.split("\t").length;
    List<String[]> rows = lines.stream().skip(1).map(line -> line.split("\t", -1)).toList();
    rows.forEach(row -> assertEquals(columns, row.length, String.join("\t", row)));
    return rows;
  }

  static void assertDistinct(List<String[]> rows, int column) {
    long distinct =
        rows.stream().map(row -> row[column].toLowerCase(Locale.ROOT)).distinct().count();
    assertEquals(rows.size(), distinct);
  }

  /** In how many of the rows what is found is what is expected. */
  static <T> double share(List<T> rows, Function<T, Object> found, Function<T, Object> expected) {
    return rows.stream().filter(row -> found.apply(row).equals(expected.apply(row))).count()
        / (double) rows.size();
  }

  /** The word with the largest number. */
  static <N extends Comparable<N>> String largest(Map<String, N> counts) {
    return Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
  }
}
