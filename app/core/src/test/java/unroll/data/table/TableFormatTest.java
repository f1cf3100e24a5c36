package unroll.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unroll.config.ConfigException;
import unroll.config.ConfigReader;
import unroll.config.ConfigWriter;

class TableFormatTest {
  private static TableFormat read(String yaml) {
    return new ConfigReader<>(TableFormat.class).readText("config", yaml);
  }

  private static String refusal(String yaml) {
    return assertThrows(ConfigException.class, () -> read(yaml)).getMessage();
  }

  @Test
  void isCommasQuotesAHeaderAndUtf8WhereNothingIsSaid() {
    assertEquals(new TableFormat("comma", true, true, "UTF-8"), read("{}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "tab 9",
        "comma 44",
        "semicolon 59",
        "'|' 124",
        "';' 59",
        "'한' 54620",
        "'\"\\t\"' 9"
      })
  void theSeparatorIsAWordOrACharacter(String separator, int expected) {
    String yaml = separator.length() == 1 ? "\"" + separator + "\"" : separator;
    assertEquals(expected, read("separator: " + yaml).separatorCharacter());
  }

  @Test
  void anotherSeparatorIsRefusedWithTheNearestWord() {
    String message = refusal("quoting: true\nseparator: tabs");
    assertTrue(
        message.contains(
            "config:2: separator: unknown: 'tabs'; did you mean tab? expected tab, comma, semicolon"
                + " or one character"),
        message);
    assertTrue(refusal("separator: ''").contains("unknown: ''; "), refusal("separator: ''"));
  }

  @Test
  void whatEndsAFieldByItselfIsNoSeparator() {
    for (String separator : new String[] {"'\"'", "\"\\n\"", "\"\\r\""}) {
      assertTrue(
          refusal("separator: " + separator).contains("separator: a line break or a quote"),
          separator);
    }
    assertEquals('"', read("{separator: '\"', quoting: false}").separatorCharacter());
  }

  @Test
  void isWrittenAsItIsRead() {
    TableFormat format = new TableFormat("\t", false, false, "EUC-KR");
    assertEquals(format, read(ConfigWriter.write(format)));
  }
}
