package unroll.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import unroll.command.CommandLineRun;
import unroll.experiment.FinishedRun;
import unroll.network.RecurrentNetwork;

/** The page of {@code unroll inspect} in a browser without a network. */
class InspectPageTest {
  @TempDir private static Path folder;
  private static Browser browser;
  private static Path page;

  @BeforeAll
  static void open() {
    browser = Browser.start();
    String run = folder.resolve("hello").toString();
    String config = CommandLineRun.project("app/configs/hello.yaml").toString();
    assertEquals(0, CommandLineRun.of("train", config, "--out", run).code());
    page = folder.resolve("hello.html");
    CommandLineRun inspected =
        CommandLineRun.of("inspect", run, "--text", "hello", "-o", page.toString());
    assertEquals(0, inspected.code(), inspected.err());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void theReadOutIsWhatTheNetworkItselfSays() {
    browser.open(page);
    RecurrentNetwork network = FinishedRun.open(folder.resolve("hello")).model();
    network.clearStepState();
    double probability = network.step(0)[1];
    browser.run("document.getElementById('text').focus()");
    browser.press(Keys.HOME);
    String answers = browser.find("#answers").getText();
    String expected = String.format(Locale.ROOT, "e %.1f %%", 100 * probability);
    assertTrue(answers.startsWith(expected), expected + " is not the first of " + answers);
    browser.requireNoErrors();
  }

  @Test
  void stepsAndUnitsAreChosenWithTheKeyboardAlone() {
    browser.open(page);
    browser.run("document.getElementById('text').focus()");
    browser.press(Keys.HOME);
    String first = browser.find("#step-title").getText();
    browser.press(Keys.ARROW_RIGHT);
    String second = browser.find("#step-title").getText();
    assertTrue(first.startsWith("Step 1") && second.startsWith("Step 2"), first + ", " + second);
    browser.run("document.getElementById('after').focus()");
    String before = browser.find("#step-value").getText();
    browser.press(Keys.ENTER);
    String after = browser.find("#step-value").getText();
    assertTrue(!before.equals(after), before);
    browser.requireNoErrors();
  }

  @Test
  void isAccessibleInLightAndDarkAndFitsAPhoneAndAWideScreen() {
    for (int width : new int[] {500, 1600}) {
      browser.resize(width, 1000);
      for (String theme : List.of("light", "dark")) {
        browser.open(page, theme);
        browser.run("location.reload()");
        browser.requireAccessible();
        browser.requireFits();
      }
    }
    browser.requireNoErrors();
  }
}
