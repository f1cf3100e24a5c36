package unroll.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import unroll.command.CommandLineRun;
import unroll.experiment.FinishedRun;
import unroll.network.RecurrentNetwork;

/** The page of {@code unroll inspect} for several runs in a browser without a network. */
class FilmPageTest {
  private static final String WEATHER = "app/configs/smoke/character-language-model-";

  @TempDir private static Path folder;
  @RegisterExtension private static final Browser browser = new Browser();
  private static Path page;

  @BeforeAll
  static void open() {
    for (String cell : List.of("rnn", "gru")) {
      CommandLineRun run =
          CommandLineRun.of(
              "train",
              CommandLineRun.project(WEATHER + cell + ".yaml").toString(),
              "--out",
              folder.resolve(cell).toString(),
              "--set",
              "training.film-frames=2");
      assertEquals(0, run.code(), run.err());
    }
    page = folder.resolve("film.html");
    CommandLineRun film =
        CommandLineRun.of(
            "inspect",
            folder.resolve("rnn").toString(),
            folder.resolve("gru").toString(),
            "--steps",
            "600",
            "-o",
            page.toString());
    assertEquals(0, film.code(), film.err());
  }

  private static String text(String selector) {
    return browser.shown(selector);
  }

  /** The first answer after the first letter, as the page would write it. */
  private static String answer(RecurrentNetwork network, int letter) {
    double[] probabilities = network.step(letter);
    int best = 0;
    for (int id = 1; id < probabilities.length; id++) {
      best = probabilities[id] > probabilities[best] ? id : best;
    }
    double percent = 100 * probabilities[best];
    return String.format(Locale.ROOT, percent < 10 ? "%.2f %%" : "%.1f %%", percent);
  }

  @Test
  void everyColumnSaysWhatItsRunsModelOfTheMomentSays() {
    browser.open(page);
    String first = String.valueOf(browser.run("return unroll.data.steps[0]"));
    for (int column = 0; column < 2; column++) {
      FinishedRun run = FinishedRun.open(folder.resolve(column == 0 ? "rnn" : "gru"));
      int letter = run.vocabulary("vocabulary.txt").idOf(first).orElseThrow();
      String shown = "section[aria-labelledby='run-%d'] .answers tbody".formatted(column);
      browser.run("document.getElementById('moment').focus()");
      browser.press(Keys.END);
      String best = answer(run.model(), letter);
      assertTrue(text(shown).contains(best), best + " is not in " + text(shown));
      browser.press(Keys.HOME);
      String untrained = answer(run.film().get(0).model(), letter);
      assertTrue(text(shown).contains(untrained), untrained + " is not in " + text(shown));
    }
    assertTrue(text("#moment-name").contains("step 0"), text("#moment-name"));
    browser.requireNoErrors();
  }

  @Test
  void momentsStepsAndUnitsAreChosenWithTheKeyboardAlone() {
    browser.open(page);
    browser.run("document.getElementById('moment').focus()");
    browser.press(Keys.HOME);
    browser.press(Keys.ARROW_RIGHT);
    assertTrue(text("#moment-name").startsWith("moment 2 of"), text("#moment-name"));
    browser.run("document.querySelector('.text').focus()");
    browser.press(Keys.HOME);
    browser.press(Keys.ARROW_RIGHT);
    browser.press(Keys.ARROW_DOWN);
    browser.press(Keys.ARROW_UP);
    assertTrue(text("#reads").startsWith("Step 2 of 600"), text("#reads"));
    assertEquals(2, browser.findAll(".text .chosen").size(), "the same step in every column");
    String before = text(".run .value");
    browser.run("document.querySelector('.run .after').focus()");
    browser.press(Keys.ENTER);
    assertNotEquals(before, text(".run .value"));
    browser.requireNoErrors();
  }

  @Test
  void anAnnotationShowsTheUnitThatTellsItAndWhenItWasLearned() {
    browser.open(page);
    browser.run("document.querySelector('#learned button').focus()");
    browser.press(Keys.ENTER);
    String name = text("#learned button");
    assertEquals(
        name, browser.run("return document.getElementById('annotation').value"), "chosen above");
    String told = text(".run .told");
    assertTrue(told.contains("“" + name + "”"), told);
    Object figure =
        browser.run(
            "const run = unroll.data.runs[0];"
                + "const best = run.frames.findIndex((frame) => frame.isBest);"
                + "return unroll.number(run.curves[0].ofUnit[best], 3)");
    assertTrue(told.contains("has " + figure + " (line)"), figure + " is not in " + told);
    browser.requireNoErrors();
  }

  @Test
  void thePlayButtonGoesThroughTheMomentsToTheEnd() {
    browser.open(page);
    browser.holdIntervals();
    browser.run("document.getElementById('play').focus()");
    browser.press(Keys.SPACE);
    assertEquals("true", browser.find("#play").getDomAttribute("aria-pressed"));
    assertEquals(600L, browser.heldMilliseconds());
    int last =
        Integer.parseInt((String) browser.run("return document.getElementById('moment').max"));
    for (int moment = 0; moment <= last; moment++) {
      String name = text("#moment-name");
      assertTrue(name.startsWith("moment %d of %d".formatted(moment + 1, last + 1)), name);
      assertEquals(
          Boolean.toString(moment < last), browser.find("#play").getDomAttribute("aria-pressed"));
      if (moment < last) {
        browser.passInterval();
      }
    }
    assertNull(browser.heldMilliseconds());
    browser.requireNoErrors();
  }

  @Test
  void isAccessibleInLightAndDarkAndFitsAPhoneAndAWideScreen() {
    browser.requireSoundEverywhere(page);
    browser.requireNoErrors();
  }
}
