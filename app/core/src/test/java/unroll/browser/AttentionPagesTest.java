package unroll.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import unroll.command.CommandLineRun;
import unroll.data.Alignment;
import unroll.experiment.FinishedRun;
import unroll.serve.ServedHttp;
import unroll.serve.TrainedRuns;

/** The map of an attention in the pages of inspect, report and serve: the network's own numbers. */
class AttentionPagesTest {
  private static final String SENTENCE = "삼천오백일";

  @TempDir private static Path folder;
  @RegisterExtension private static final Browser browser = new Browser();

  @AfterEach
  void nothingWentWrong() {
    browser.requireNoErrors();
  }

  private static Map<String, Object> answer(String sentence) {
    return FinishedRun.open(TrainedRuns.aligned())
        .predictor()
        .answerWithAlignment(sentence)
        .orElseThrow();
  }

  private static float[][] weights(String sentence) {
    return (float[][]) answer(sentence).get(Alignment.WEIGHTS);
  }

  /** As a page shows them. */
  @SuppressWarnings("unchecked")
  private static List<String> pieces(String sentence, String side) {
    return ((Map<String, List<String>>) answer(sentence).get(Alignment.PIECES))
        .get(side).stream().map(piece -> piece.replace(' ', '␣')).toList();
  }

  private static String said(String sentence, int target, int source) {
    return "%s looked at %s: "
        .formatted(pieces(sentence, "target").get(target), pieces(sentence, "source").get(source));
  }

  /** What a label says is near what the network says: pages have four digits, then two. */
  private static void requireSaid(String sentence, int target, int source, String shown) {
    String expected = said(sentence, target, source);
    assertTrue(shown.startsWith(expected), shown + " is not of " + expected);
    double value = Double.parseDouble(shown.substring(expected.length()));
    assertEquals(weights(sentence)[target][source], value, 0.0052);
  }

  /** Every cell of the first map of a page, and which ones are framed. */
  private static void requireMapOf(String sentence, String box) {
    float[][] weights = weights(sentence);
    for (int target = 0; target < weights.length; target++) {
      int most = 0;
      for (int source = 0; source < weights[target].length; source++) {
        String cell =
            "%s tbody tr:nth-child(%d) td:nth-child(%d)".formatted(box, target + 1, source + 2);
        requireSaid(sentence, target, source, browser.find(cell).getDomAttribute("aria-label"));
        most = weights[target][source] > weights[target][most] ? source : most;
      }
      String looks = browser.text(box + " li:nth-child(" + (target + 1) + ")");
      String expected =
          "%s ← %s "
              .formatted(
                  pieces(sentence, "target").get(target), pieces(sentence, "source").get(most));
      assertTrue(looks.startsWith(expected), looks + " is not " + expected);
    }
    assertEquals(weights.length, browser.findAll(box + " td.most").size());
  }

  private static Path inspected(String... more) {
    Path page = folder.resolve("inspect.html");
    List<String> arguments =
        new ArrayList<>(
            List.of("inspect", TrainedRuns.aligned().toString(), "-o", page.toString()));
    arguments.addAll(List.of(more));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertEquals(0, run.code(), run.err());
    return page;
  }

  @Test
  void theMapOfAGivenSentenceIsReadWithTheKeyboardAlone() {
    browser.resize(1400, 1000);
    browser.open(inspected("--text", SENTENCE, "--steps", "400"));
    requireMapOf(SENTENCE, "#attention-maps figure");
    browser.tabTo("#attention-maps td[tabindex='0']");
    browser.press(Keys.PAGE_UP);
    browser.press(Keys.HOME);
    requireSaid(SENTENCE, 0, 0, browser.shown(".attention-read"));
    browser.press(Keys.ARROW_RIGHT);
    requireSaid(SENTENCE, 0, 1, browser.shown(".attention-read"));
    browser.press(Keys.END);
    browser.press(Keys.ARROW_RIGHT);
    requireSaid(SENTENCE, 0, 4, browser.shown(".attention-read"));
    browser.press(Keys.ARROW_DOWN);
    requireSaid(SENTENCE, 1, 4, browser.shown(".attention-read"));
    assertEquals(1L, browser.run("return document.querySelectorAll('td[tabindex=\"0\"]').length"));
    browser.tabTo("#layer");
  }

  @Test
  void heldOutSentencesHaveTheirTrueTargetAndTheirOwnBesideEachOther() throws IOException {
    browser.resize(1400, 1000);
    Path page = inspected("--steps", "400");
    browser.open(page);
    assertEquals(2, browser.findAll("#attention-maps figure").size());
    String second =
        Files.readAllLines(TrainedRuns.aligned().resolve("test-predictions.tsv")).get(2);
    browser.run("document.getElementById('attention-sentence').focus()");
    browser.press(Keys.ARROW_DOWN);
    browser.shown("#attention-maps");
    requireMapOf(second.split("\t")[0], "#attention-maps figure:nth-child(2)");
    browser.run("document.getElementById('text').focus()");
    browser.press(Keys.HOME);
    browser.run("document.getElementById('layer').focus()");
    browser.press(Keys.END);
    assertEquals("The decoder does not read this step.", browser.shown("#step-value"));
    browser.requireSoundEverywhere(page);
  }

  @Test
  void aReportShowsTheMapsOfTheFirstTestSentences() throws IOException {
    Path page = folder.resolve("report.html");
    CommandLineRun report =
        CommandLineRun.of(
            "report",
            TrainedRuns.aligned().toString(),
            TrainedRuns.numbers().toString(),
            "-o",
            page.toString());
    assertEquals(0, report.code(), report.err());
    browser.resize(1400, 1000);
    browser.open(page);
    browser.run("document.getElementById('attention-run').focus()");
    browser.press(Keys.ARROW_DOWN);
    String first = Files.readAllLines(TrainedRuns.aligned().resolve("test-predictions.tsv")).get(1);
    browser.shown("#attention-map");
    requireMapOf(first.split("\t")[0], "#attention-map");
    browser.requireSoundEverywhere(page);
  }

  @Test
  void aServedTranslationComesWithItsMap() throws IOException {
    try (ServedHttp served = ServedHttp.of(TrainedRuns.aligned())) {
      browser.resize(1400, 1000);
      browser.open(served.address());
      browser.waitFor("#curves-state", "Trained."::equals);
      browser.tabTo("#text");
      browser.press(SENTENCE);
      browser.waitFor("#said .attention", text -> !text.isEmpty());
      assertEquals(answer(SENTENCE).get("translation"), browser.text("#said-line"));
      requireMapOf(SENTENCE, "#said");
      browser.requireSoundEverywhere();
      assertEquals(List.of(), served.log());
    }
  }

  /** Sixty pieces of each side, some of them long, in a window as narrow as a phone. */
  @Test
  void sixtyPiecesStayReadable() {
    Path page = inspected("--text", SENTENCE, "--steps", "400");
    browser.open(page);
    browser.run(
        "const pieces = Array.from({ length: 60 }, (_, at) => 'piece' + (at % 7 ? at :"
            + " 'x'.repeat(30)));const alignment = pieces.map((_, row) => pieces.map((_, column) =>"
            + " row === column ? 0.9 : 0.1 / 59));"
            + "document.getElementById('attention-maps').replaceChildren(unrollAttention({ pieces:"
            + " { source: pieces, target: pieces }, alignment }, 'Sixty'))");
    assertEquals(3600, browser.findAll("#attention-maps td[aria-label]").size());
    browser.resize(400, 1000);
    browser.requireFits();
    browser.resize(1600, 1000);
    Object width =
        browser.run("return document.querySelector('.attention').getBoundingClientRect().width");
    assertTrue(((Number) width).doubleValue() < 1500, "a wide window holds all of it: " + width);
  }
}
