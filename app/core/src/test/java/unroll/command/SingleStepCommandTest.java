package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single-step classification through the command line. */
class SingleStepCommandTest {
  private static final String SMOKE =
      CommandLineRun.project("app/configs/smoke/single-step-classification-gru.yaml").toString();

  @TempDir private Path folder;

  private String run() {
    return folder.resolve("run").toString();
  }

  private CommandLineRun predict(String... lines) throws IOException {
    return CommandLineRun.of(
        "predict", run(), Files.write(folder.resolve("new.csv"), List.of(lines)).toString());
  }

  @Test
  void newRowsAreClassifiedAsTheTestRowsWere() throws IOException {
    CommandLineRun trained =
        CommandLineRun.of("train", SMOKE, "--out", run(), "--set", "training.epochs=2");
    assertEquals(0, trained.code(), trained.err());
    List<String> people = Files.readAllLines(CommandLineRun.project("data/pressure/people.csv"));
    List<String> predictions = Files.readAllLines(folder.resolve("run/test-predictions.tsv"));
    assertEquals("input\texpected\tpredicted\tprobability", predictions.get(0));
    for (String prediction : predictions.subList(1, 20)) {
      String[] cells = prediction.split("\t");
      int line = Integer.parseInt(cells[0].substring(cells[0].lastIndexOf(' ') + 1));
      JsonNode answer =
          new ObjectMapper().readTree(predict(people.get(0), people.get(line - 1)).out());
      assertEquals(cells[2], answer.get("label").asText());
      assertEquals(
          Double.parseDouble(cells[3]), answer.at("/probabilities/" + cells[2]).asDouble(), 0.0001);
    }
    CommandLineRun mixed =
        predict(
            "weight,age,height,sex",
            "80,50,170,male",
            "80,fifty,170,male",
            "80,50,170",
            "{\"age\": 50, \"sex\": \"male\", \"height\": 170, \"weight\": 80}",
            "{\"age\": 50, \"sex\": \"male\", \"height\": null, \"weight\": 80}",
            "80,50,170,other");
    assertEquals(1, mixed.code());
    String[] answers = mixed.out().split("\n");
    assertEquals(6, answers.length, mixed.out());
    assertEquals(answers[0], answers[3]);
    assertTrue(answers[1].contains("column age: found 'fifty'"), answers[1]);
    assertTrue(answers[2].contains("3 fields, expected 4"), answers[2]);
    assertTrue(
        answers[4].contains(
            "column height: found '', which stands for a missing value, and the policy for those is"
                + " drop-row"),
        answers[4]);
    assertTrue(answers[5].contains("column sex"), answers[5]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x,y | 2    | rows.csv, line 14: 1 field, expected 2
          x,y | nan,1 | rows.csv, line 14, column x: found 'nan', expected a number
          x,y | two,1 | rows.csv, line 14, column x: found 'two', expected a number
          x,y | ,1    | rows.csv, line 14, column x: found '', which stands for a missing value
          x,z | 2,1   | rows.csv: no column 'y'; did you mean x?
          x,y | 2,yes | rows.csv, line 14, column y: found 'yes', expected a number
          """)
  void whatIsWrongWithATableIsSaidBeforeAnythingIsTrained(
      String header, String last, String message) throws IOException {
    List<String> rows = new ArrayList<>(List.of(header));
    for (int row = 0; row < 6; row++) {
      rows.addAll(List.of("1,0", "2,1"));
    }
    rows.add(last);
    assertRefused(rows, message);
  }

  @Test
  void aTableTooSmallForItsSplitsIsRefused() throws IOException {
    assertRefused(List.of("x,y"), "rows.csv: no rows");
    assertRefused(
        List.of("x,y", "1,0", "2,1", "3,1", "4,0"),
        "rows.csv: no row with a label for the validation split");
  }

  private void assertRefused(List<String> rows, String message) throws IOException {
    Files.write(folder.resolve("rows.csv"), rows);
    Path config =
        Files.writeString(
            folder.resolve("rows.yaml"),
            """
            name: rows
            task:
              type: single-step-classification
              file: rows.csv
              inputs: [{type: numeric, column: x}]
              target: {type: rule, rule: y >= 1}
            """);
    CommandLineRun wrong = CommandLineRun.of("train", config.toString(), "--out", run());
    assertEquals(2, wrong.code(), wrong.out());
    assertEquals(1, wrong.err().lines().count(), wrong.err());
    assertTrue(wrong.err().contains(message), wrong.err());
    assertFalse(Files.exists(folder.resolve("run")));
  }

  @Test
  void anInputThatDecidesTheTargetIsRefused() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("rows.yaml"),
            """
            name: rows
            task:
              type: single-step-classification
              file: rows.csv
              inputs: [{type: numeric, column: y}]
              target: {type: rule, rule: y >= 1}
            """);
    CommandLineRun wrong = CommandLineRun.of("train", config.toString(), "--out", run());
    assertEquals(2, wrong.code());
    assertTrue(
        wrong.err().contains("task.inputs: the column y decides the target, so it gives it away"),
        wrong.err());
  }
}
