package unroll.data.table;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.function.Executable;
import unroll.config.UserException;
import unroll.data.PublishedData;

/** Tables written out in a test, and the real ones where they are at hand. */
final class Tables {
  static final TableFormat COMMAS = new TableFormat("comma", true, true, "UTF-8");
  static final TableFormat NO_HEADER = new TableFormat("comma", true, false, "UTF-8");
  static final TableFormat TABS = new TableFormat("tab", false, true, "UTF-8");
  static final MissingValues REFUSE = missing(MissingPolicy.REFUSE);

  private Tables() {}

  static MissingValues missing(MissingPolicy policy) {
    return new MissingValues(List.of("", "NA"), policy);
  }

  static TableReader reader(TableFormat format, String text) {
    return TableReader.of("table", new StringReader(text), format);
  }

  /** The rows of a comma-separated table with a header. */
  static List<Row> rows(String... lines) {
    return all(reader(COMMAS, String.join("\n", lines)));
  }

  static List<Row> all(Iterator<Row> rows) {
    List<Row> all = new ArrayList<>();
    rows.forEachRemaining(all::add);
    return all;
  }

  static List<List<String>> values(TableFormat format, String text) {
    return all(reader(format, text)).stream().map(Row::values).toList();
  }

  static String refusal(Executable action) {
    return assertThrows(UserException.class, action).getMessage();
  }

  static TableReader published(String file, TableFormat format) {
    Optional<Path> path = PublishedData.folder().map(folder -> folder.resolve(file));
    Assumptions.assumeTrue(path.filter(Files::exists).isPresent(), file + " is not at hand");
    return TableReader.open(path.orElseThrow(), format);
  }
}
