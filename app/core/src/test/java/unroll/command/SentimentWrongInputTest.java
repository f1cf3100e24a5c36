package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes in the texts and the keys of a sentiment classification: one line, and no run. */
class SentimentWrongInputTest {
  private static final String HEAD =
      """
      name: wrong
      task:
        type: sentiment-classification
        train: texts.csv
      """;

  private static final String ROWS = "text,label\ngood,yes\nbad,no\ngreat,yes\npoor,no\n";

  @TempDir private Path folder;

  private void texts(String rows) throws IOException {
    Files.writeString(folder.resolve("texts.csv"), rows);
  }

  private void assertMistake(String keys, String message) throws IOException {
    assertMistakeOf(HEAD + keys.indent(2), message);
  }

  private void assertMistakeOf(String config, String message) throws IOException {
    Path file = folder.resolve("wrong.yaml");
    Files.writeString(file, config);
    CommandLineRun run =
        CommandLineRun.of("train", file.toString(), "--out", folder.resolve("run").toString());
    assertEquals(2, run.code(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(message), message + " is missing in: " + run.err());
    assertFalse(Files.exists(folder.resolve("run")), "a refused run leaves no folder");
  }

  @Test
  void aMissingTable() throws IOException {
    assertMistake("", "texts.csv: no such file");
    texts(ROWS);
    assertMistake("validation: more.csv", "more.csv: no such file");
  }

  @Test
  void aTableWithoutRows() throws IOException {
    texts("");
    assertMistake("", "texts.csv: is empty");
    texts("text,label\n");
    assertMistake("labels: [yes, no]", "texts.csv: no texts; expected rows");
  }

  @Test
  void aColumnThatIsNotThere() throws IOException {
    texts(ROWS);
    assertMistake("text-column: texts", "texts.csv: no column 'texts'; did you mean text?");
    assertMistake("label-column: opinion", "texts.csv: no column 'opinion'; expected text, label");
    assertMistake("format: {header: false}", "texts.csv: no column 'label'; expected 1, 2");
  }

  @Test
  void aRowWithAFieldTooMany() throws IOException {
    texts(ROWS + "well, well,yes\n");
    assertMistake("", "texts.csv, line 6: 3 fields, expected 2");
  }

  @Test
  void aLabelThatIsNotAmongThoseGiven() throws IOException {
    texts(ROWS + "fine,yse\n");
    assertMistake(
        "labels: [yes, no]",
        "texts.csv, line 6, column label: found 'yse'; did you mean yes? expected yes, no");
  }

  @Test
  void aLabelOfTheTestThatTrainingDoesNotHave() throws IOException {
    texts(ROWS);
    Files.writeString(folder.resolve("test.csv"), "text,label\nso so,maybe\n");
    assertMistake(
        "test: test.csv", "test.csv, line 2, column label: found 'maybe'; expected no, yes");
  }

  @Test
  void aMissingLabelAndAnEmptyText() throws IOException {
    texts(ROWS + "fine,\n");
    assertMistake("", "texts.csv, line 6, column label: empty, expected a label such as no");
    texts(ROWS + "\"\n \",no\n");
    assertMistake(
        "", "texts.csv, line 6, column text: an empty text; task.empty-texts can be skip");
  }

  @Test
  void oneLabelOnly() throws IOException {
    texts("text,label\ngood,yes\ngreat,yes\n");
    assertMistake("", "column label: the training rows ");
  }

  @Test
  void bytesThatAreNotUtf8() throws IOException {
    byte[] rows = ROWS.getBytes(StandardCharsets.UTF_8);
    rows[12] = (byte) 0xff;
    Files.write(folder.resolve("texts.csv"), rows);
    assertMistake("", "texts.csv: byte 0xff at offset 12 is not UTF-8");
  }

  @Test
  void aTextOfMarksThatNoScriptNeeds() throws IOException {
    texts(ROWS + "a" + "\u0301".repeat(2000) + ",no\n");
    assertMistake("", "texts.csv, line 6, column text: more than");
  }

  @Test
  void aFractionThatLeavesNothing() throws IOException {
    texts(ROWS);
    assertMistake(
        "validation-fraction: 0.3",
        "texts.csv: a task.validation-fraction of 0.3 leaves no text of any label to the"
            + " validation split");
    assertMistake(
        "{validation-fraction: 0.5, test-fraction: 0.5}".replaceAll("[{}]", "").replace(", ", "\n"),
        "wrong.yaml:6: task.test-fraction: nothing is left to train on");
  }

  @Test
  void neitherOrBothOfTrainAndTable() throws IOException {
    texts(ROWS);
    String expected = "wrong.yaml:3: task: expected either train or table";
    assertMistakeOf(HEAD.replace("  train: texts.csv\n", ""), expected);
    assertMistake("table: \"text,label\\na,b\"", expected);
  }

  @Test
  void keysThatDoNotGoTogether() throws IOException {
    texts(ROWS);
    assertMistake(
        "validation: texts.csv\nvalidation-fraction: 0.1",
        "wrong.yaml:6: task.validation-fraction: there is a table to validate on already");
    assertMistake(
        "test: texts.csv\ntest-fraction: 0.1",
        "wrong.yaml:6: task.test-fraction: there is a table to test on already");
    assertMistake("unit: subword", "task.merges: missing; unit: subword needs a number");
    assertMistake("merges: 100", "wrong.yaml:5: task.merges: goes with unit: subword");
    assertMistake("text-column: label", "task.label-column: is the column of the texts too");
    assertMistake(
        "label-names: [bad, good]",
        "wrong.yaml:5: task.label-names: expected as many as labels, which are 0, found 2");
    assertMistake(
        "labels: [yes, yes]", "wrong.yaml:5: task.labels: expected at least two different");
    assertMistake("labels: [yes]", "wrong.yaml:5: task.labels: expected at least two different");
    assertMistake("labels: [yes, \"\"]", "wrong.yaml:5: task.labels: an empty label");
    assertMistake(
        "labels: [yes, no]\nlabel-names: [good, good]",
        "wrong.yaml:6: task.label-names: expected different names");
  }

  @Test
  void wordsThatAreNearlyRight() throws IOException {
    texts(ROWS);
    assertMistake("unit: sylable", "task.unit: unknown: sylable; did you mean syllable?");
    assertMistake("empty-texts: kep", "task.empty-texts: unknown: kep; did you mean keep?");
    assertMistake("max-lenght: 3", "task.max-lenght: unknown key; did you mean task.max-length?");
    assertMistake("max-length: 0", "task.max-length: must be at least 1, found 0");
  }

  @Test
  void trainingAndNetworkKeysThatDoNotFitTheTask() throws IOException {
    texts(ROWS);
    assertMistakeOf(
        HEAD + "  validation-fraction: 0.5\ntraining: {best-by: acuracy}\n",
        "training.best-by: unknown: acuracy; did you mean accuracy?");
    assertMistakeOf(
        HEAD + "  validation-fraction: 0.5\nnetwork: {tied-embedding: true, embedding: 128}\n",
        "network.tied-embedding: the labels are not symbols of the input");
  }
}
