package unroll.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.data.table.Tables.REFUSE;
import static unroll.data.table.Tables.refusal;
import static unroll.data.table.Tables.rows;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import unroll.config.ConfigException;
import unroll.config.ConfigReader;
import unroll.config.Key;

class TargetTest {
  private record Config(@Key(doc = "what to know") Target target) {}

  private static Target read(String target) {
    return new ConfigReader<>(Config.class).readText("config", "target: " + target).target();
  }

  private static String mistake(String target) {
    return assertThrows(ConfigException.class, () -> read(target)).getMessage();
  }

  @Test
  void theClassesOfAColumnAreThoseOfTheTrainingRowsSorted() {
    List<Row> rows = rows("Phase", "S", "D", "NA", "S", "R");
    Labels labels = read("{type: category, column: Phase}").labels(REFUSE, rows);
    assertEquals(List.of("D", "R", "S"), labels.classes());
    assertEquals(OptionalInt.of(2), labels.of(rows.get(0)));
    assertEquals(OptionalInt.of(0), labels.of(rows.get(1)));
    assertEquals(OptionalInt.empty(), labels.of(rows.get(2)));
  }

  @Test
  void givenClassesKeepTheirOrderAndNeedNoTrainingRows() {
    Labels labels =
        read("{type: category, column: Phase, classes: [S, D]}").labels(REFUSE, List.of());
    List<Row> rows = rows("Phase", "S", "d");
    assertEquals(OptionalInt.of(0), labels.of(rows.get(0)));
    assertEquals(
        "table, line 3, column Phase: found 'd'; did you mean D? expected S, D",
        refusal(() -> labels.of(rows.get(1))));
  }

  @Test
  void oneClassIsNone() {
    Target target = read("{type: category, column: Phase}");
    assertEquals(
        "column Phase: the training rows hold one class only, 'S'; expected at least two classes",
        refusal(() -> target.labels(REFUSE, rows("Phase", "S", "NA", "S"))));
    assertEquals(
        "column Phase: the training rows hold missing values only; expected at least two classes",
        refusal(() -> target.labels(REFUSE, rows("Phase", "NA"))));
    for (String classes : new String[] {"[S]", "[S, S]"}) {
      String message = mistake("{type: category, column: Phase, classes: " + classes + "}");
      assertTrue(
          message.contains("target.classes: expected at least two different words"), message);
    }
  }

  @Test
  void aWordForAMissingValueIsNoClassAndNoCategory() {
    String message = "column x: the word ' NA' stands for a missing value; expected another one";
    List<Row> rows = rows("x", "yes", "no");
    Target target = new Target.CategoryTarget("x", List.of("yes", " NA"));
    assertEquals(message, refusal(() -> target.labels(REFUSE, rows)));
    Column column = new Column.CategoricalColumn("x", List.of("yes", "no", " NA"));
    assertEquals(message, refusal(() -> ColumnEncoder.fit(List.of(column), REFUSE, rows)));
    Labels rule = new Target.RuleTarget("x != ' NA'", List.of("a", "b")).labels(REFUSE, rows);
    assertEquals(message, refusal(() -> rule.of(rows.get(0))));
  }

  @Test
  void aRuleLabelsARowWithOneOfTwoWords() {
    Target target =
        read("{type: rule, rule: 'Sys >= 140 or Dia >= 90', classes: [normal, hypertension]}");
    Labels labels = target.labels(REFUSE, List.of());
    assertEquals(List.of("normal", "hypertension"), labels.classes());
    assertEquals(Set.of("Sys", "Dia"), target.columns());
    List<Row> rows = rows("Sys,Dia", "140,80", "139.9,89", "120,90", "NA,95", "120,NA", "NA,NA");
    int[] expected = {1, 0, 1, 1, -1, -1};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], labels.of(rows.get(i)).orElse(-1), "row " + i);
    }
  }

  @Test
  void aWrongRuleIsToldWithItsKeyAndTheCharacter() {
    String message = mistake("{type: rule, rule: 'Sys >= 140 or Dia'}");
    assertTrue(
        message.contains("target.rule: character 18: found the end, expected a comparison"),
        message);
    message = mistake("{type: rule, rule: 'Sys >= 140', classes: [a, b, c]}");
    assertTrue(message.contains("target.classes: expected two different words"), message);
  }
}
