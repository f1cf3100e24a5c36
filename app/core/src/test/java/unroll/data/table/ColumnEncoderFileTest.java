package unroll.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.data.table.Tables.missing;
import static unroll.data.table.Tables.refusal;
import static unroll.data.table.Tables.rows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnEncoderFileTest {
  @TempDir private Path folder;
  private Path file;
  private ColumnEncoder encoder;
  private List<Row> rows;

  @BeforeEach
  void storeAnEncoder() throws IOException {
    file = folder.resolve("columns.json");
    rows = rows("키,\"\"\"Sex\"\"\"", "0.1,f\uD83D\uDE00", "0.7,\" m\"", "1e-7,", "NA, m");
    encoder =
        ColumnEncoder.fit(
            List.of(
                new Column.NumericColumn("키"), new Column.CategoricalColumn("\"Sex\"", List.of())),
            missing(MissingPolicy.INDICATOR),
            rows);
    Files.write(file, encoder.toBytes());
  }

  @Test
  void encodesAfterwardsToTheSameBits() throws IOException {
    ColumnEncoder read = ColumnEncoder.read(file);
    assertEquals(encoder.inputs(), read.inputs());
    for (Row row : rows) {
      assertArrayEquals(encoder.encode(row).orElseThrow(), read.encode(row).orElseThrow());
    }
    assertArrayEquals(Files.readAllBytes(file), read.toBytes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"mean\" : 0.|\"meen\" : 0.",
        "\"mean\" : 0.|\"mean\" : 0, \"mean\" : 0.",
        "\"deviation\" : |\"deviation\" : -",
        "\"deviation\" : |\"deviation\" : null, \"other\" : ",
        "\"deviation\" : 0.|\"deviation\" : \"NaN\", \"x\" : 0.",
        "\"deviation\" : 0.|\"deviation\" : \"0.5\", \"x\" : 0.",
        "\"deviation\" : 0.|\"deviation\" : 1e999, \"x\" : 0.",
        "\"column\" : \"키\"|\"column\" : null",
        "\"column\" : \"키\"|\"column\" : 5",
        "\"column\" : \"키\"|\"column\" : \"\\\"Sex\\\"\"",
        "\"numeric\"|\"number\"",
        "\"INDICATOR\"|3",
        "\"INDICATOR\"|\"NEVER\"",
        "\" m\"|null",
        "\" m\"|\"f\uD83D\uDE00\"",
        "\" m\"|\" m\", \"x\"",
        "[ 0.|[ 0, 0.",
        "[ 0.|[ null, 0.",
        "[ 0.|[ -0.",
        "}|",
      })
  void aFileThatIsNoLongerWhatWasStoredIsRefused(String stored, String changed) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.contains(stored), text);
    int at = text.lastIndexOf(stored);
    Files.writeString(
        file,
        text.substring(0, at)
            + (changed == null ? "" : changed)
            + text.substring(at + stored.length()));
    String message = refusal(() -> ColumnEncoder.read(file));
    assertTrue(message.startsWith(file.toString()), message);
    assertTrue(message.contains("not the columns of a model: "), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void aFileThatIsNoTextOrNotThereIsRefused() throws IOException {
    Files.write(file, new byte[] {'{', '"', (byte) 0xFF, '"', '}'});
    assertEquals(
        file + ": not UTF-8; expected the columns of a model",
        refusal(() -> ColumnEncoder.read(file)));
    for (String text : new String[] {"", "null", "[]", "{}", "\"\"", "{\"missing\"", "1"}) {
      Files.writeString(file, text);
      String message = refusal(() -> ColumnEncoder.read(file));
      assertTrue(message.contains("not the columns of a model: "), text + ": " + message);
    }
    Files.write(file, (new String(encoder.toBytes(), StandardCharsets.UTF_8) + "{}").getBytes());
    assertTrue(refusal(() -> ColumnEncoder.read(file)).contains("not the columns of a model: "));
    Files.delete(file);
    assertEquals(file + ": missing", refusal(() -> ColumnEncoder.read(file)));
  }
}
