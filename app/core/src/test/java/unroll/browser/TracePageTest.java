package unroll.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import unroll.command.CommandLineRun;
import unroll.experiment.FinishedRun;
import unroll.network.RecurrentNetwork;

/** The page of {@code unroll train --trace-page} in a browser without a network. */
class TracePageTest {
  @TempDir private static Path folder;
  @RegisterExtension private static final Browser browser = new Browser();

  @BeforeAll
  static void open() {
    for (String cell : List.of("rnn", "lstm", "gru")) {
      CommandLineRun run =
          CommandLineRun.of(
              "train",
              CommandLineRun.project("app/configs/hello.yaml").toString(),
              "--out",
              folder.resolve(cell).toString(),
              "--trace-page",
              page(cell).toString(),
              "--set",
              "network.cell=" + cell,
              "--set",
              "network.layers=" + (cell.equals("rnn") ? 1 : 2));
      assertEquals(0, run.code(), run.err());
    }
  }

  private static Path page(String cell) {
    return folder.resolve(cell + ".html");
  }

  private static WebElement cell(String drawing, String key) {
    return browser.find("#%s [data-key='%s']".formatted(drawing, key));
  }

  private static double value(WebElement element) {
    return Double.parseDouble(element.getDomAttribute("data-value"));
  }

  private static void click(WebElement cell) {
    browser.run("arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))", cell);
  }

  @Test
  void theNumbersAreTheNetworksOwnAndTheFreeRunIsHello() {
    browser.resize(1600, 1200);
    browser.open(page("rnn"));
    RecurrentNetwork network = FinishedRun.open(folder.resolve("rnn")).model();
    network.clearStepState();
    double[] outputs = network.step(0);
    double[] hidden = network.hiddenState();
    for (String drawing : List.of("forced", "free")) {
      for (int unit = 0; unit < 3; unit++) {
        String shown = cell(drawing, "state/0/0/0/hidden/" + unit).getText();
        assertEquals(threeDigits(hidden[unit]), shown);
      }
      assertEquals(threeDigits(outputs[1]), cell(drawing, "output/0/0/0//1").getText());
      assertEquals(threeDigits(-Math.log(outputs[1])), cell(drawing, "loss/0/0/0//0").getText());
    }
    String free = browser.shown("#free-text");
    assertEquals("Free run from “h”: hello. It never parts from the truth.", free);
    String moment = browser.shown("#moment-name");
    assertTrue(moment.startsWith("after 200 steps: mean loss 0.00"), moment);
    browser.requireNoErrors();
  }

  private static String threeDigits(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replace('-', '−');
  }

  @Test
  void aClickedHiddenUnitShowsTermsThatAddUpToIt() {
    browser.open(page("rnn"));
    RecurrentNetwork network = FinishedRun.open(folder.resolve("rnn")).model();
    network.clearStepState();
    network.step(0);
    double[] before = network.hiddenState();
    network.step(1);
    double[] after = network.hiddenState();
    click(cell("forced", "state/1/0/0/hidden/2"));
    assertTrue(browser.shown("#explained").startsWith("Hidden, unit 3 of layer 1 (rnn)"));
    List<WebElement> terms = browser.findAll("#lines .term");
    assertEquals(5, terms.size(), "a letter's weight, a bias, three weights of the state");
    double sum = browser.findAll("#lines .term .value").stream().mapToDouble(e -> value(e)).sum();
    assertEquals(value(browser.find("#lines .sum .value")), sum, 1e-9);
    assertEquals(Math.tanh(sum), value(browser.find("#lines .result .value")), 1e-9);
    assertEquals(after[2], value(browser.find("#lines .result .value")), 1e-5);
    assertEquals(after[2], value(browser.find("#lines .own [data-value]")), 1e-6);
    double weight = network.dl4j().getParam("0_RW").getDouble(0, 2);
    double ofFirst = value(browser.findAll("#lines .term .value").get(2));
    assertEquals(weight * before[0], ofFirst, 1e-6);
    browser.requireNoErrors();
  }

  @Test
  void everyNumberOfEveryMomentIsWhatItsArithmeticGives() {
    for (String cell : List.of("rnn", "lstm", "gru")) {
      browser.open(page(cell));
      Object worst =
          browser.run(
              """
              const network = traceArithmetic(unroll.data);
              const { explain } = traceExplanation(unroll.data, network);
              const keys = [...document.querySelectorAll("#forced .cell")].map((c) => c.dataset.key);
              let worst = 0;
              let count = 0;
              for (const moment of unroll.data.moments) {
                for (const mode of ["forced", "free"]) {
                  for (const key of keys) {
                    const { lines, own } = explain(moment, moment[mode], key);
                    worst = Math.max(worst, Math.abs(lines[lines.length - 1].value - own));
                    count++;
                  }
                }
              }
              return [worst, count];
              """);
      List<?> found = (List<?>) worst;
      assertTrue(((Number) found.get(1)).intValue() > 1000, found.toString());
      assertTrue(((Number) found.get(0)).doubleValue() < 2e-5, cell + ": " + found);
    }
    browser.requireNoErrors();
  }

  @Test
  void theKeyboardAloneMovesThroughTheTrainingAndTheNumbers() {
    browser.open(page("lstm"));
    browser.run("document.getElementById('moment').focus()");
    String end = browser.shown("#moment-name");
    browser.press(Keys.HOME);
    String untrained = browser.shown("#moment-name");
    assertTrue(untrained.startsWith("before training: mean loss 1."), untrained);
    assertEquals(
        "true", String.valueOf(browser.shown("#free-text").contains("It parts from the truth")));
    browser.press(Keys.ARROW_RIGHT);
    String first = browser.shown("#moment-name");
    assertTrue(first.startsWith("after 1 step: mean loss "), first);
    assertEquals(first, browser.find("#moment").getDomAttribute("aria-valuetext"));
    browser.press(Keys.END);
    assertEquals(end, browser.shown("#moment-name"));

    browser.run("document.querySelector('#free .cell[tabindex=\"0\"]').focus()");
    browser.press(Keys.HOME);
    String at = browser.shown("#explained");
    browser.press(Keys.ARROW_RIGHT);
    String next = browser.shown("#explained");
    assertTrue(at.contains("step 1") && next.contains("step 2"), at + ", " + next);
    browser.press(Keys.ARROW_DOWN);
    assertTrue(browser.shown("#explained").startsWith("Output for "), "one below");

    browser.holdIntervals();
    browser.run("document.getElementById('play').focus()");
    browser.press(Keys.ENTER);
    assertEquals("Pause", browser.shown("#play"));
    assertTrue(browser.shown("#moment-name").startsWith("before training"));
    assertEquals(700L, browser.heldMilliseconds());
    browser.passInterval();
    assertFalse(browser.shown("#moment-name").startsWith("before training"));
    browser.press(Keys.ENTER);
    assertEquals("Play", browser.shown("#play"));
    assertNull(browser.heldMilliseconds());
    browser.requireNoErrors();
  }

  @Test
  void isAccessibleInLightAndDarkAndFitsAPhoneAndAWideScreen() {
    browser.requireSoundEverywhere(page("rnn"));
    browser.requireNoErrors();
  }
}
