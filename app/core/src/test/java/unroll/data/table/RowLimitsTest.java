package unroll.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static unroll.data.table.Tables.COMMAS;
import static unroll.data.table.Tables.TABS;
import static unroll.data.table.Tables.all;
import static unroll.data.table.Tables.reader;
import static unroll.data.table.Tables.refusal;

import java.io.Reader;
import org.junit.jupiter.api.Test;

class RowLimitsTest {
  /** Text that begins somehow and then repeats itself for ever. */
  private static final class Endless extends Reader {
    private final String start;
    private final String rest;
    private long given;

    Endless(String start, String rest) {
      this.start = start;
      this.rest = rest;
    }

    @Override
    public int read(char[] target, int offset, int length) {
      for (int i = 0; i < length; i++, given++) {
        target[offset + i] =
            given < start.length()
                ? start.charAt((int) given)
                : rest.charAt((int) ((given - start.length()) % rest.length()));
      }
      return length;
    }

    @Override
    public void close() {}
  }

  private static TableReader endless(TableFormat format, String start, String rest) {
    return TableReader.of("table", new Endless(start, rest), format);
  }

  @Test
  void rowsOfATableWithoutEndComeOneAfterTheOther() {
    TableReader table = endless(COMMAS, "a,b\n", "1,\"2\"\n");
    for (int row = 0; row < 300_000; row++) {
      assertEquals(row + 2, table.next().line());
    }
  }

  @Test
  void anUnclosedQuoteIsToldWithTheLineWhereItOpened() {
    TableReader table = reader(COMMAS, "a,b\n1,2\n\"x\ny\",\"z\n5,6\n7,8\n");
    assertEquals("2", table.next().value(1));
    assertEquals(
        "table, line 4: the quote opened here is never closed; where quotes are letters, set"
            + " quoting: false",
        refusal(table::next));
  }

  @Test
  void anUnclosedQuoteDoesNotSwallowATableWithoutEnd() {
    TableReader table = endless(COMMAS, "a,b\n1,2\n3,\"4\n", "5,6\n");
    table.next();
    assertEquals(
        "table, line 3: the quote opened here is not closed within 1048576 characters; where"
            + " quotes are letters, set quoting: false",
        refusal(table::next));
  }

  @Test
  void textAfterAClosingQuoteIsRefusedOnceTheRowsBeforeItAreRead() {
    for (String wrong : new String[] {"x", " "}) {
      TableReader table = reader(COMMAS, "a,b\n1,2\n\"3\n\"" + wrong + ",4\n");
      table.next();
      assertEquals(
          "table, line 4: found '"
              + wrong
              + "' after a closing quote, expected the separator or the end of the line",
          refusal(table::next));
    }
  }

  @Test
  void aFieldMayHaveAMillionCharactersAndNotMore() {
    String longest = "x".repeat(1 << 20);
    assertEquals(longest, reader(COMMAS, "a,b\n1," + longest + "\n").next().value(1));
    assertEquals(
        "table, line 3: a field is longer than 1048576 characters",
        refusal(() -> all(reader(COMMAS, "a,b\n1,2\n1,x" + longest + "\n"))));
    assertEquals(
        "table, line 1: a field is longer than 1048576 characters",
        refusal(() -> endless(TABS, "a\tb", "\"")));
  }

  @Test
  void aRowHasAnEnd() {
    assertEquals(
        "table, line 2: more than 65536 fields",
        refusal(() -> endless(COMMAS, "a,b\n", ",").next()));
    assertEquals(
        "table, line 2: a row is longer than 16777216 characters",
        refusal(() -> endless(COMMAS, "a,b\n", "x".repeat(1_000_000) + ",").next()));
  }
}
