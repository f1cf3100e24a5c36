package unroll.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import unroll.command.CommandLineRun;
import unroll.experiment.FinishedRun;
import unroll.serve.ServedHttp;
import unroll.serve.TrainedRuns;

/** The forms of {@code unroll serve}: what a person is shown is what the model itself says. */
class ServePageTest {
  @RegisterExtension private static final Browser browser = new Browser();

  private static ServedHttp served;

  @BeforeAll
  static void open() throws IOException {
    served = ServedHttp.of(TrainedRuns.all().toArray(Path[]::new));
  }

  @AfterAll
  static void close() throws IOException {
    served.close();
    assertEquals(List.of(), served.log());
  }

  /** Whatever was asked: no complaint, nothing that keeps people out, nothing from elsewhere. */
  @AfterEach
  void thePageIsSound() {
    browser.requireNoErrors();
    browser.requireAccessible();
    assertEquals(
        List.of(),
        browser.run(
            "return performance.getEntriesByType('resource').map((one) => one.name)"
                + ".filter((name) => !name.startsWith(location.origin + '/api/'))"));
  }

  private static void open(String run) {
    browser.open(served.address());
    browser.waitFor("#about", text -> !text.isEmpty());
    browser.tabTo("#run");
    browser.press(run);
    browser.waitFor("#curves-state", "Trained."::equals);
    assertEquals(run, browser.run("return document.getElementById('run').value"));
  }

  private static Map<String, Object> answer(Path run, Object input) {
    return FinishedRun.open(run).predictor().answer(input.toString()).orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private static List<List<String>> rows(String table) {
    return (List<List<String>>)
        browser.run(
            "return Array.from(document.querySelectorAll(arguments[0] + ' tbody tr'),"
                + " (row) => Array.from(row.cells, (cell) => cell.textContent))",
            table);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Number> meters() {
    return (Map<String, Number>)
        browser.run(
            "return Object.fromEntries(Array.from(document.querySelectorAll('#said [role=meter]'),"
                + " (meter) => [meter.getAttribute('aria-label'),"
                + " Number(meter.getAttribute('aria-valuenow'))]))");
  }

  private static void requireProbabilities(Map<String, Object> answer) {
    Map<?, ?> expected = (Map<?, ?>) answer.get("probabilities");
    Map<String, Number> shown = meters();
    assertEquals(expected.keySet(), shown.keySet());
    expected.forEach(
        (label, value) ->
            assertEquals(
                ((Number) value).doubleValue(), shown.get(label).doubleValue(), 1e-9, label + ""));
  }

  private static String percent(Object probability) {
    return "%.1f %%".formatted(100 * ((Number) probability).doubleValue());
  }

  @Test
  void sentimentMovesWordByWord() {
    open("reviews");
    browser.tabTo("#text");
    String text = "";
    for (String word : List.of("The", "sound", "was", "superb.")) {
      browser.press(text.isEmpty() ? word : " " + word);
      text += text.isEmpty() ? word : " " + word;
      int words = text.split(" ").length;
      browser.waitFor(
          "#said .moving tbody tr:nth-child(" + words + ")", row -> row.startsWith(word));
      Map<String, Object> answer = answer(TrainedRuns.reviews(), text);
      assertEquals(answer.get("label"), browser.text("#said-line"));
      requireProbabilities(answer);
    }
    String prefix = "";
    for (List<String> row : rows("#said .moving")) {
      prefix += (prefix.isEmpty() ? "" : " ") + row.get(0);
      Map<?, ?> expected = (Map<?, ?>) answer(TrainedRuns.reviews(), prefix).get("probabilities");
      assertEquals(
          expected.values().stream().map(ServePageTest::percent).toList(),
          row.subList(2, row.size()));
    }
    assertEquals("The sound was superb.", prefix);
  }

  @Test
  void aTranslationComesWithItsCandidates() {
    open("numbers");
    browser.tabTo("#text");
    browser.press("삼천오백일");
    browser.waitFor("#said table", text -> !text.isEmpty());
    Map<String, Object> answer = answer(TrainedRuns.numbers(), "삼천오백일");
    assertEquals(answer.get("translation"), browser.text("#said-line"));
    List<List<String>> rows = rows("#said table");
    List<?> candidates = (List<?>) answer.get("candidates");
    assertEquals(3, rows.size());
    assertEquals(candidates.size(), rows.size());
    for (int at = 0; at < rows.size(); at++) {
      Map<?, ?> candidate = (Map<?, ?>) candidates.get(at);
      assertEquals(candidate.get("text"), rows.get(at).get(0));
      double score = Double.parseDouble(rows.get(at).get(1).replace('−', '-'));
      assertEquals(((Number) candidate.get("score")).doubleValue(), score, 0.001);
    }
  }

  @Test
  void wordsGetTheirTags() {
    open("tags");
    browser.tabTo("#text");
    browser.press("she sings in the house");
    browser.pressTab();
    browser.press(Keys.ENTER);
    browser.waitFor("#said .tokens li:nth-child(5)", text -> text.startsWith("house"));
    List<?> labels = (List<?>) answer(TrainedRuns.tags(), "she sings in the house").get("labels");
    assertEquals(labels, browser.findAll("#said .tag").stream().map(tag -> tag.getText()).toList());
  }

  @Test
  void aPictureThatIsSentGetsItsCaption(@TempDir Path folder) throws IOException {
    open("scenes");
    Path picture = Pictures.disk(folder.resolve("picture.png"));
    browser.tabTo("#file");
    browser.press(picture.toString());
    browser.waitFor("#said-line", text -> !text.isEmpty());
    assertEquals(answer(TrainedRuns.scenes(), picture).get("caption"), browser.text("#said-line"));
    assertEquals(
        16L, browser.run("return document.getElementById('preview').naturalWidth"), "preview");
  }

  @Test
  void framesOfAClipAndOfATableGetTheirLabels() {
    labels("clips", TrainedRuns.clips(), CommandLineRun.project("data/clips/clip-05.mp4"));
    thePageIsSound();
    labels("walks", TrainedRuns.walks(), CommandLineRun.project("data/steps/walk-09.csv"));
  }

  private static void labels(String run, Path folder, Path file) {
    open(run);
    browser.tabTo("#file");
    browser.press(file.toString());
    browser.waitFor("#said table", text -> !text.isEmpty());
    List<?> labels = (List<?>) answer(folder, file).get("labels");
    List<Object> shown = new ArrayList<>();
    for (List<String> row : rows("#said table")) {
      assertEquals(shown.size(), Integer.parseInt(row.get(1)));
      shown.addAll(Collections.nCopies(Integer.parseInt(row.get(3)), row.get(0)));
      assertEquals(shown.size() - 1, Integer.parseInt(row.get(2)));
    }
    assertEquals(labels, shown);
    assertTrue(
        browser.findAll("#said .legend li").size() == shown.stream().distinct().count(), "legend");
  }

  @Test
  void aRowIsAskedFieldByField() {
    open("people");
    browser.tabTo("#field-age");
    browser.press("61");
    browser.pressTab();
    browser.press("male");
    browser.pressTab();
    browser.press("172.5");
    browser.pressTab();
    browser.press("95", Keys.ENTER);
    browser.waitFor("#said-line", text -> !text.isEmpty());
    Map<String, Object> answer =
        answer(
            TrainedRuns.people(),
            "{\"age\": 61, \"sex\": \"male\", \"height\": 172.5, \"weight\": 95}");
    assertEquals(answer.get("label"), browser.text("#said-line"));
    requireProbabilities(answer);
  }
}
