package unroll.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.data.table.Tables.COMMAS;
import static unroll.data.table.Tables.TABS;
import static unroll.data.table.Tables.missing;
import static unroll.data.table.Tables.published;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Real tables, where they are at hand. */
class PublishedTablesTest {
  private static final List<Column> INPUTS =
      List.of(
          new Column.NumericColumn("Height"),
          new Column.CategoricalColumn("Gender", List.of()),
          new Column.NumericColumn("Age"),
          new Column.CategoricalColumn("AgeDecade", List.of()));

  @Test
  void reviewsFullOfQuotesAreReadWithQuotingOff() {
    int rows = 0;
    int quotes = 0;
    int empty = 0;
    Map<String, Integer> labels = new TreeMap<>();
    try (TableReader table = published("nsmc/ratings_train.txt.gz", TABS)) {
      assertEquals(List.of("id", "document", "label"), table.header().names());
      while (table.hasNext()) {
        Row row = table.next();
        rows++;
        assertEquals(rows + 1, row.line());
        quotes += row.value("document").contains("\"") ? 1 : 0;
        empty += row.value("document").isEmpty() ? 1 : 0;
        labels.merge(row.value("label"), 1, Integer::sum);
      }
    }
    assertEquals(150_000, rows);
    assertEquals(Map.of("0", 75_173, "1", 74_827), labels);
    assertEquals(5, empty);
    assertEquals(623, quotes);
  }

  @Test
  void theSameReviewsReadWithQuotingDifferWhereTheyHoldQuotesOnly() {
    TableFormat quoting = new TableFormat("tab", true, true, "UTF-8");
    int different = 0;
    try (TableReader plain = published("nsmc/ratings_train.txt.gz", TABS);
        TableReader quoted = published("nsmc/ratings_train.txt.gz", quoting)) {
      while (plain.hasNext()) {
        Row one = plain.next();
        Row other = quoted.next();
        assertEquals(one.line(), other.line());
        assertEquals(one.value("id"), other.value("id"));
        if (!one.value("document").equals(other.value("document"))) {
          different++;
          assertEquals(
              one.value("document"), "\"" + other.value("document").replace("\"", "\"\"") + "\"");
        }
      }
      assertFalse(quoted.hasNext());
    }
    assertEquals(623, different);
  }

  @Test
  void aVideoWhoseLinesEndWithCarriageReturnsHasAsManyRowsAsThose() throws IOException {
    try (TableReader table = published("gesture-phase/a1_va3.csv", COMMAS)) {
      assertEquals(33, table.header().names().size());
      int rows = 0;
      while (table.hasNext()) {
        Row row = table.next();
        assertTrue("SDPRH".contains(row.value("Phase")), row.toString());
        assertEquals(++rows + 1, row.line());
        row.number("32");
      }
      byte[] bytes = Files.readAllBytes(Path.of(table.header().source()));
      int ends = 0;
      for (byte one : bytes) {
        ends += one == '\r' ? 1 : 0;
      }
      assertEquals(ends, rows, "the header ends with one, the last row with none");
      assertEquals(1743, rows);
    }
  }

  @Test
  void peopleOfTheHealthSurveyAreCountedOnceAndLabeledByTheirBloodPressure() {
    MissingValues drop = missing(MissingPolicy.DROP_ROW);
    List<Row> people = new ArrayList<>();
    try (TableReader table = published("nhanes/NHANES.csv", COMMAS)) {
      DistinctRows distinct = new DistinctRows(table, "ID", drop);
      distinct.forEachRemaining(people::add);
      assertEquals(6779, people.size());
      assertEquals(10_000 - 6779, distinct.repeated());
    }
    Labels labels =
        new Target.RuleTarget(
                "BPSysAve >= 140 or BPDiaAve >= 90", List.of("normal", "hypertension"))
            .labels(drop, people);
    Map<OptionalInt, Integer> counts = new HashMap<>();
    people.forEach(row -> counts.merge(labels.of(row), 1, Integer::sum));
    assertEquals(
        Map.of(OptionalInt.of(0), 4951, OptionalInt.of(1), 691, OptionalInt.empty(), 1137), counts);
  }

  @Test
  void theInputsOfTheHealthSurveyAreStandardized() {
    List<Row> rows = new ArrayList<>();
    try (TableReader table = published("nhanes/NHANES.csv", COMMAS)) {
      table.forEachRemaining(rows::add);
    }
    ColumnEncoder encoder = ColumnEncoder.fit(INPUTS, missing(MissingPolicy.INDICATOR), rows);
    assertEquals(16, encoder.width());
    assertTrue(encoder.inputs().contains("AgeDecade= 30-39"), encoder.inputs().toString());
    double[] sums = new double[16];
    double squares = 0;
    for (Row row : rows) {
      float[] inputs = encoder.encode(row).orElseThrow();
      for (int i = 0; i < inputs.length; i++) {
        sums[i] += inputs[i];
      }
      squares += inputs[0] * inputs[0];
    }
    assertEquals(0, sums[0], 1e-2);
    assertEquals(353, sums[1], "heights that are missing");
    assertEquals(10_000 - 353, squares, 1e-1);
    assertEquals(10_000, sums[2] + sums[3], "female and male");
  }
}
