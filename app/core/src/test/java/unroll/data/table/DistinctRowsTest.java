package unroll.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static unroll.data.table.Tables.REFUSE;
import static unroll.data.table.Tables.all;
import static unroll.data.table.Tables.refusal;
import static unroll.data.table.Tables.rows;

import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class DistinctRowsTest {
  private static DistinctRows distinct(String... lines) {
    return new DistinctRows(rows(lines).iterator(), "ID", REFUSE);
  }

  @Test
  void keepsTheFirstRowOfEveryKeyAndCountsTheOthers() {
    DistinctRows rows = distinct("x,ID", "a,1", "b,2", "c,1", "d,1", "e,01", "f,2");
    assertEquals(List.of("a", "b", "e"), all(rows).stream().map(row -> row.value("x")).toList());
    assertEquals(3, rows.repeated());
    assertThrows(NoSuchElementException.class, rows::next);
  }

  @Test
  void aRowWithoutAKeyIsRefused() {
    DistinctRows rows = distinct("x,ID", "a,1", "b,NA");
    rows.next();
    assertEquals("table, line 3, column ID: found 'NA', expected a key", refusal(rows::next));
    assertEquals(
        "table, line 2, column ID: a text of 1001 characters, expected a key of at most 1000",
        refusal(distinct("x,ID", "a," + "1".repeat(1001))::next));
    assertEquals(
        "table: no column 'ID'; did you mean id? expected id", refusal(distinct("id", "1")::next));
  }
}
