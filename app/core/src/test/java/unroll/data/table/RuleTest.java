package unroll.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static unroll.data.table.Tables.REFUSE;
import static unroll.data.table.Tables.refusal;
import static unroll.data.table.Tables.rows;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTest {
  private static Truth truth(String rule, Map<String, String> values) {
    return Rule.parse(rule).truth(Row.of("form", 0, values), REFUSE);
  }

  @ParameterizedTest
  @CsvSource({
    "a > 1, 1, FALSE",
    "a > 1, 1.1, TRUE",
    "a >= 1, 1, TRUE",
    "a >= 1, 0.9, FALSE",
    "a < 1, 1, FALSE",
    "a < 1, 0, TRUE",
    "a <= 1, 1, TRUE",
    "a <= 1, 2, FALSE",
    "a = 1, 1.00, TRUE",
    "a = 1, 2, FALSE",
    "a != 1, 1e0, FALSE",
    "a != 1, 2, TRUE",
    "a>-1.5e+1, -14, TRUE",
    "a>-1.5e+1, -15, FALSE",
    "a = .5, 0.5, TRUE",
    "a = +5, 5, TRUE",
    "a > 1, NA, UNKNOWN",
    "a != 1, NA, UNKNOWN",
    "a = 'x y', x y, TRUE",
    "a = 'x', X, FALSE",
    "a != 'x', y, TRUE",
    "a != 'x', x, FALSE",
    "a = 'x', NA, UNKNOWN",
    "a != 'x', NA, UNKNOWN",
  })
  void comparesAColumnWithANumberOrAWord(String rule, String value, Truth expected) {
    assertEquals(expected, truth(rule, Map.of("a", value)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, TRUE, TRUE",
    "1, 0, TRUE, FALSE",
    "0, 1, TRUE, FALSE",
    "0, 0, FALSE, FALSE",
    "1, NA, TRUE, UNKNOWN",
    "NA, 1, TRUE, UNKNOWN",
    "0, NA, UNKNOWN, FALSE",
    "NA, 0, UNKNOWN, FALSE",
    "NA, NA, UNKNOWN, UNKNOWN",
  })
  void whatIsMissingMakesARuleUnknownOnlyWhereItDecides(
      String a, String b, Truth either, Truth both) {
    assertEquals(either, truth("a = 1 or b = 1", Map.of("a", a, "b", b)));
    assertEquals(both, truth("a = 1 and b = 1", Map.of("a", a, "b", b)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void andBindsMoreTightlyThanOrAndParenthesesMost(int bits) {
    boolean a = (bits & 1) > 0;
    boolean b = (bits & 2) > 0;
    boolean c = (bits & 4) > 0;
    Map<String, String> values = Map.of("a", a ? "1" : "0", "b", b ? "1" : "0", "c", c ? "1" : "0");
    assertEquals(Truth.of(a || b && c), truth("a = 1 or b = 1 and c = 1", values));
    assertEquals(Truth.of(a && b || c), truth("a=1 and b=1 or c=1", values));
    assertEquals(Truth.of((a || b) && c), truth("(a = 1 or b = 1)and((c = 1))", values));
    assertEquals(Truth.of(a || b || c), truth("a = 1 or b = 1 or (c = 1)", values));
  }

  @Test
  void columnsAndWordsMayHoldAnythingInQuotes() {
    Map<String, String> values = Map.of("Body \"Mass\"", "30", "and", "it's", "키.2", "1", "9", "2");
    assertEquals(Truth.TRUE, truth("\"Body \"\"Mass\"\"\" = 30", values));
    assertEquals(Truth.TRUE, truth("`Body \"Mass\"` = 30", values));
    assertEquals(Truth.TRUE, truth("`and` = 'it''s' and 키.2 = 1 and \"9\" < 3", values));
    assertEquals(
        Set.of("and", "9", "x_1"), Rule.parse("(`and` = 'a' or \"9\" < 1) and x_1 != 2").columns());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~|1|found the end, expected a column or an opening parenthesis",
        "a|2|found the end, expected a comparison after a column: >=, >, <=, <, =, !=",
        "a >=|5|found the end, expected a number, or a word in single quotes",
        "a == 5|3|found ==, expected >=, >, <=, <, =, !=",
        "a => 5|3|found =>, expected >=, >, <=, <, =, !=",
        "a > b|5|found b, expected a number, or a word in single quotes",
        "a > \"b\"|5|found b, expected a number, or a word in single quotes",
        "a > 1x|5|found 1x, expected a number such as 1.5",
        "a > 1.5.2|5|found 1.5.2, expected a number such as 1.5",
        "a > 1e999|5|found 1e999, expected a number such as 1.5",
        "a > 'b'|5|found b, expected a number: a word is only = or != another",
        "5 < a|1|found 5, expected a column or an opening parenthesis",
        "a > 1 b > 2|7|found b, expected and, or, or the end",
        "a > 1 AND b > 2|7|found AND, expected and, or, or the end",
        "a > 1 and|10|found the end, expected a column or an opening parenthesis",
        "a > 1 or and b > 1|10|found and, expected a column or an opening parenthesis",
        "(a > 1|7|found the end, expected and, or, or a closing parenthesis",
        "a > 1)|6|found ), expected and, or, or the end",
        "()|2|found ), expected a column or an opening parenthesis",
        "not (a > 1)|5|found (, expected a comparison after a column: >=, >, <=, <, =, !=",
        "a > 1 & b > 1|7|found &, expected a column, a comparison or a parenthesis",
        "\uD83D\uDE00|1|found \uD83D\uDE00, expected a column, a comparison or a parenthesis",
        "`\uD83D\uDE00` > x|7|found x, expected a number, or a word in single quotes",
        "a = 'b|5|the quote ' opened here is never closed",
        "\"a > 1|1|the quote \" opened here is never closed",
      })
  void whatIsNoRuleIsToldWithTheCharacterWhereItCeasesToBeOne(
      String rule, int character, String message) {
    assertEquals("character " + character + ": " + message, refusal(() -> Rule.parse(rule)));
  }

  @Test
  void parenthesesMayNestButNotForEver() {
    assertEquals(Truth.TRUE, truth("(".repeat(100) + "a = 1" + ")".repeat(100), Map.of("a", "1")));
    assertEquals(
        "character 101: found (, expected at most 100 open parentheses",
        refusal(() -> Rule.parse("(".repeat(100_000) + "a = 1")));
    String many = "(a = 1) or ".repeat(10_000) + "a = 2";
    assertEquals(Truth.TRUE, truth(many, Map.of("a", "2")));
  }

  @Test
  void whatCannotBeComparedIsToldAlsoWhereItDoesNotDecide() {
    Row row = rows("a,b", "1,high").get(0);
    assertEquals(
        "table, line 2, column b: found 'high', expected a number such as 12 or -0.5",
        refusal(() -> Rule.parse("a = 1 or b > 1").truth(row, REFUSE)));
    assertEquals(
        "table: no column 'c'; did you mean a? expected a, b",
        refusal(() -> Rule.parse("a = 1 or c > 1").truth(row, REFUSE)));
  }
}
