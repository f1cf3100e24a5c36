package unroll.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.data.table.Tables.COMMAS;
import static unroll.data.table.Tables.NO_HEADER;
import static unroll.data.table.Tables.TABS;
import static unroll.data.table.Tables.all;
import static unroll.data.table.Tables.reader;
import static unroll.data.table.Tables.refusal;
import static unroll.data.table.Tables.values;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableReaderTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void linesEndInEveryWayThereIs(String end) {
    for (String last : new String[] {"", end, end + end + end}) {
      TableReader table = reader(COMMAS, String.join(end, "a,b", "1,2", ",", "\"x\",4") + last);
      assertEquals(List.of("a", "b"), table.header().names());
      List<Row> rows = all(table);
      assertEquals(
          List.of(List.of("1", "2"), List.of("", ""), List.of("x", "4")),
          rows.stream().map(Row::values).toList());
      assertEquals(List.of(2L, 3L, 4L), rows.stream().map(Row::line).toList());
    }
  }

  @Test
  void aFieldInQuotesHoldsSeparatorsLineBreaksAndDoubledQuotes() {
    List<Row> rows = all(reader(COMMAS, "a,b\n\"x,\"\"y\"\"\r\nz\",\" \"\n3,\"\"\n"));
    assertEquals(List.of("x,\"y\"\r\nz", " "), rows.get(0).values());
    assertEquals(List.of("3", ""), rows.get(1).values());
    assertEquals(2, rows.get(0).line());
    assertEquals(4, rows.get(1).line());
  }

  @Test
  void aQuoteWithinAFieldIsALetter() {
    assertEquals(List.of(List.of("5\" 2", " \"x\"")), values(COMMAS, "a,b\n5\" 2, \"x\"\n"));
  }

  @Test
  void withoutQuotingAllQuotesAreLetters() {
    assertEquals(
        List.of(List.of("\"\"\"", "a\"b"), List.of("\"x", "\"\"")),
        values(TABS, "a\tb\n\"\"\"\ta\"b\n\"x\t\"\"\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFFFE", "\uFFFF", "\u2028", "\u0085", "\u0000", "#", "\\", "한", " "})
  void everyOtherCharacterIsALetter(String letter) {
    String field = letter + "x" + letter;
    assertEquals(List.of(List.of(field, "2")), values(COMMAS, "a,b\n" + field + ",2\n"));
    assertEquals(List.of(List.of(field, "2")), values(TABS, "a\tb\n" + field + "\t2\n"));
  }

  @Test
  void columnsAreFoundByTheirNames() {
    TableReader table = reader(COMMAS, "ID,Body Mass,\n1,2,3\n");
    assertEquals(1, table.header().column("Body Mass"));
    assertEquals(2, table.header().column(""));
    assertEquals(
        "table: no column 'body_mass'; did you mean Body Mass? expected ID, Body Mass, ",
        refusal(() -> table.header().column("body_mass")) + " ");
    Row row = table.next();
    assertEquals("2", row.value("Body Mass"));
    assertEquals("3", row.value(2));
    assertEquals("table, line 2", row.place());
  }

  @Test
  void aWrongNameAmongManyColumnsIsToldWithTheNearestOrTheFirst() {
    String names = "c1,c2,c3,c4,c5,c6,c7,c8,c9,d1,d2,d3,d4,d5,d6,d7,d8,d9,e1,e2,Weight,Height";
    TableHeader header = reader(COMMAS, names).header();
    assertEquals(
        "table: no column 'Hight'; did you mean Height?", refusal(() -> header.column("Hight")));
    String message = refusal(() -> header.column("Something"));
    assertTrue(
        message.endsWith(
            "expected " + names.substring(0, 59).replace(",", ", ") + " or one of 2 more"),
        message);
  }

  @Test
  void withoutAHeaderColumnsAreCalledByNumber() {
    TableReader table = reader(NO_HEADER, "x,y\nz,\n");
    assertEquals(List.of("1", "2"), table.header().names());
    List<Row> rows = all(table);
    assertEquals("y", rows.get(0).value("2"));
    assertEquals(List.of(1L, 2L), rows.stream().map(Row::line).toList());
  }

  @Test
  void aRowOfAnotherLengthIsToldWithItsLine() {
    TableReader table = reader(COMMAS, "a,b,c,d,e\n1,2,3,4,5\n1,\"\n\n\",3,4,5\n1,2,3\n");
    table.next();
    table.next();
    assertEquals("table, line 6: 3 fields, expected 5", refusal(table::next));
    assertEquals("table, line 2: 1 field, expected 2", refusal(reader(COMMAS, "a,b\nx")::next));
    assertEquals(
        "table, line 3: 3 fields, expected 2", refusal(() -> values(NO_HEADER, "a,b\n1,2\n1,2,")));
  }

  @Test
  void emptyLinesCountForNothingAtTheEndOnly() {
    assertEquals(List.of(List.of("1", "2")), values(COMMAS, "a,b\n1,2\n\n\r\n\r\r"));
    TableReader table = reader(COMMAS, "a,b\n1,2\n\n\n3,4\n");
    table.next();
    assertEquals("table, line 3: an empty line, expected 2 fields", refusal(table::next));
    assertEquals(
        "table, line 1: an empty line, expected the first row",
        refusal(() -> reader(COMMAS, "\na,b\n")));
  }

  @Test
  void inASingleColumnAnEmptyLineIsAnEmptyField() {
    List<Row> rows = all(reader(COMMAS, "a\n\n1\n\n\n\"\"\n\n"));
    assertEquals(List.of("", "1", "", "", ""), rows.stream().map(row -> row.value(0)).toList());
    assertEquals(List.of(2L, 3L, 4L, 5L, 6L), rows.stream().map(Row::line).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n\r\n", "\uFEFF"})
  void anEmptyTableIsRefused(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("empty.csv"), text);
    assertEquals(
        file + ": is empty; expected a line with the names of the columns",
        refusal(() -> TableReader.open(file, COMMAS)));
    assertEquals(
        file + ": is empty; expected rows", refusal(() -> TableReader.open(file, NO_HEADER)));
  }

  @Test
  void aHeaderAloneIsATableWithoutRows() {
    TableReader table = reader(COMMAS, "a,b");
    assertFalse(table.hasNext());
    assertThrows(NoSuchElementException.class, table::next);
  }

  @Test
  void twoColumnsOfOneNameAreRefused() {
    assertEquals(
        "table: columns 2 and 4 have the same name 'b'; expected different ones",
        refusal(() -> reader(COMMAS, "a,b,c,b\n")));
    String name = "x".repeat(1001);
    assertEquals(
        "table: column 2 has a name of 1001 characters ('"
            + "x".repeat(60)
            + "...'); expected at most 1000",
        refusal(() -> reader(COMMAS, "a," + name + "\n")));
  }

  @Test
  void readsPlainAndPackedFilesWithOrWithoutAByteOrderMark() throws IOException {
    byte[] text = "\uFEFFa,b\n한,2\n".getBytes(StandardCharsets.UTF_8);
    Path plain = Files.write(folder.resolve("table.csv"), text);
    Path packed = folder.resolve("table.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(text);
    }
    for (Path file : new Path[] {plain, packed}) {
      try (TableReader table = TableReader.open(file, COMMAS)) {
        assertEquals(0, table.header().column("a"));
        assertEquals("한", table.next().value("a"));
        assertEquals(file.toString(), table.header().source());
      }
    }
    Path none = folder.resolve("none.csv");
    assertEquals(none + ": no such file", refusal(() -> TableReader.open(none, COMMAS)));
  }

  @Test
  void bytesThatAreNotTextAreToldAfterTheRowsBeforeThem() throws IOException {
    Path file = folder.resolve("table.csv");
    Files.write(file, new byte[] {'a', '\n', '1', '\n', (byte) 0xFF, '\n'});
    try (TableReader table = TableReader.open(file, COMMAS)) {
      assertEquals("1", table.next().value(0));
      assertEquals(
          file
              + ": byte 0xff at offset 4 is not UTF-8; name the file's encoding with the key"
              + " encoding",
          refusal(table::next));
    }
  }

  @Test
  void closesWhatItReadsFromAlsoWhereItCannotBeginToRead() {
    boolean[] closed = new boolean[1];
    class Watched extends StringReader {
      Watched(String text) {
        super(text);
      }

      @Override
      public void close() {
        closed[0] = true;
      }
    }
    refusal(() -> TableReader.of("input", new Watched("a,a\n"), COMMAS));
    assertTrue(closed[0]);
    closed[0] = false;
    TableReader table = TableReader.of("input", new Watched("a\n"), COMMAS);
    assertFalse(closed[0]);
    table.close();
    assertTrue(closed[0]);
  }
}
