package unroll.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.data.table.Tables.COMMAS;
import static unroll.data.table.Tables.TABS;
import static unroll.data.table.Tables.all;
import static unroll.data.table.Tables.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import unroll.config.UserException;

/** Tables of random text: what is written is read, and what is no table is told. */
class TableTextTest {
  private static final String[] ENDS = {"\n", "\r\n", "\r"};

  private final Random random = new Random(17);

  private String text(String letters, int most) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(most + 1); length > 0; length--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  private static int lineBreaks(String text) {
    return text.split("\r\n|\r|\n", -1).length - 1;
  }

  @Test
  void everyFieldInQuotesIsReadAsItWasWritten() {
    for (int round = 0; round < 2000; round++) {
      String end = ENDS[random.nextInt(3)];
      int width = 1 + random.nextInt(3);
      StringBuilder written = new StringBuilder("a,b,c".substring(0, 2 * width - 1)).append(end);
      List<List<String>> values = new ArrayList<>();
      List<Long> lines = new ArrayList<>();
      for (int row = random.nextInt(5); row > 0; row--) {
        lines.add(1L + lineBreaks(written.toString()));
        List<String> fields = new ArrayList<>();
        for (int column = 0; column < width; column++) {
          String field = text("a \",\n\r", 6);
          fields.add(field);
          written.append(column > 0 ? "," : "");
          written.append('"').append(field.replace("\"", "\"\"")).append('"');
        }
        values.add(fields);
        written.append(end);
      }
      List<Row> read = all(reader(COMMAS, written.toString()));
      assertEquals(values, read.stream().map(Row::values).toList(), written.toString());
      assertEquals(lines, read.stream().map(Row::line).toList(), written.toString());
    }
  }

  @Test
  void whatIsNoTableIsToldWithALineThatIsThere() {
    int told = 0;
    for (int round = 0; round < 5000; round++) {
      String written = "a,b\n" + text("x,\"\n\r", 12);
      try {
        for (Row row : all(reader(COMMAS, written))) {
          assertEquals(2, row.values().size());
        }
      } catch (UserException e) {
        told++;
        assertFalse(e.getMessage().contains("cannot be read"), written + ": " + e.getMessage());
        assertTrue(e.getMessage().startsWith("table, line "), e.getMessage());
        int line = Integer.parseInt(e.getMessage().split("[ :]")[2]);
        assertTrue(line >= 2 && line <= 1 + lineBreaks(written), written + ": " + e.getMessage());
      }
    }
    assertTrue(told > 500 && told < 4999, "told: " + told);
  }

  @Test
  void withoutQuotingARowIsWhatStandsBetweenSeparators() {
    for (int round = 0; round < 5000; round++) {
      String line = text("x \",\\#'", 8) + "\t" + text("x \",\\#'", 8);
      String[] fields = line.split("\t", -1);
      Row row = reader(TABS, "a\tb\n" + line + ENDS[random.nextInt(3)]).next();
      assertEquals(List.of(fields), row.values());
    }
  }
}
