package unroll.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import unroll.data.DataShape;
import unroll.data.Symbols;
import unroll.data.Vocabulary;
import unroll.experiment.FinishedRun;
import unroll.insight.Ablation;
import unroll.insight.Inspection;
import unroll.insight.Inspector;
import unroll.insight.MemoryReach;
import unroll.insight.ReachStudy;
import unroll.insight.UnitSeries;
import unroll.network.RecurrentNetwork;
import unroll.task.CharacterLanguageModel;

/** The page of {@code unroll inspect} in a browser without a network. */
class InspectPageTest {
  @TempDir private static Path folder;
  @RegisterExtension private static final Browser browser = new Browser();
  private static Path page;

  @BeforeAll
  static void open() {
    String run = folder.resolve("hello").toString();
    String config = CommandLineRun.project("app/configs/hello.yaml").toString();
    assertEquals(0, CommandLineRun.of("train", config, "--out", run).code());
    page = folder.resolve("hello.html");
    CommandLineRun inspected =
        CommandLineRun.of(
            "inspect",
            run,
            "--text",
            "hello",
            "--ablate",
            "1:2",
            "--ablate",
            "1:3",
            "-o",
            page.toString());
    assertEquals(0, inspected.code(), inspected.err());
  }

  @Test
  void theReadOutIsWhatTheNetworkItselfSays() {
    browser.open(page);
    RecurrentNetwork network = FinishedRun.open(folder.resolve("hello")).model();
    network.clearStepState();
    double probability = network.step(0)[1];
    browser.run("document.getElementById('text').focus()");
    browser.press(Keys.HOME);
    String answers = browser.shown("#answers");
    String expected = String.format(Locale.ROOT, "e %.1f %%", 100 * probability);
    assertTrue(answers.startsWith(expected), expected + " is not the first of " + answers);
    browser.requireNoErrors();
  }

  @Test
  void stepsAndUnitsAreChosenWithTheKeyboardAlone() {
    browser.open(page);
    browser.run("document.getElementById('text').focus()");
    browser.press(Keys.HOME);
    String first = browser.shown("#step-title");
    browser.press(Keys.ARROW_RIGHT);
    String second = browser.shown("#step-title");
    assertTrue(first.startsWith("Step 1") && second.startsWith("Step 2"), first + ", " + second);
    browser.run("document.getElementById('after').focus()");
    String before = browser.shown("#step-value");
    browser.press(Keys.ENTER);
    String after = browser.shown("#step-value");
    assertTrue(!before.equals(after), before);
    browser.requireNoErrors();
  }

  private static Inspection inspection(RecurrentNetwork network, int... text) {
    Vocabulary vocabulary =
        FinishedRun.open(folder.resolve("hello"))
            .vocabulary(CharacterLanguageModel.VOCABULARY_FILE);
    DataShape shape = CharacterLanguageModel.shape(vocabulary);
    return new Inspector(network, shape, vocabulary.symbols(), vocabulary.symbols())
        .inspect(Symbols.of(text));
  }

  /** A number as the page writes it. */
  private static double number(String text) {
    return Double.parseDouble(text.replace('−', '-').replace("+", ""));
  }

  @Test
  void whatHoldingAUnitDoesIsWhatTheAblationSays() {
    browser.open(page);
    RecurrentNetwork network = FinishedRun.open(folder.resolve("hello")).model();
    // h, e, l, l, o: the run's data ends before the last, which has no label.
    Inspection text = inspection(network, 0, 1, 2, 2, 3);
    UnitSeries hidden = text.reading().layers().get(0).hidden();
    for (int unit = 1; unit <= 2; unit++) {
      double mean = 0;
      for (int step = 0; step < 4; step++) {
        mean += hidden.at(step, unit) / 4;
      }
      for (String how : List.of("zeroed", "clamped")) {
        double expected =
            Ablation.effects(
                    network,
                    Ablation.hold(network, 0, unit, how.equals("zeroed") ? 0 : mean),
                    text.rows().get(0),
                    List.of())
                .get(0)
                .change();
        Number kept =
            (Number)
                browser.run("return unroll.data.cause.units[%d].%s[0]".formatted(unit - 1, how));
        assertEquals(expected, kept.doubleValue(), 1e-5);
        int column = how.equals("zeroed") ? 2 : 3;
        String cell = "#causes tr:nth-child(%d) td:nth-child(%d)".formatted(unit, column);
        double shown = number(browser.shown(cell));
        assertEquals(expected, shown, 1e-5 + 0.006 * Math.abs(expected));
      }
    }
    browser.requireNoErrors();
  }

  @Test
  void heldUnitsAreChosenWithTheKeyboardAndWhatTheyWriteIsMarkedWhereItDiffers() {
    browser.open(page);
    browser.run("document.getElementById('cause-unit').focus()");
    String first = browser.shown("#cause-caption");
    browser.press(Keys.ARROW_DOWN);
    String second = browser.shown("#cause-caption");
    assertTrue(first.startsWith("unit 2 held at 0"), first);
    assertTrue(second.startsWith("unit 3 held at 0"), second);
    browser.run("document.getElementById('cause-value').focus()");
    browser.press(Keys.ARROW_DOWN);
    String third = browser.shown("#cause-caption");
    assertTrue(third.startsWith("unit 3 held at its mean"), third);
    long different =
        (long)
            browser.run(
                "const { written, units } = unroll.data.cause;"
                    + "return units[1].written[1].filter((one, at) => one !== written[at]).length");
    Object marked =
        browser.run(
            "return [...document.querySelectorAll('#written-after mark')]"
                + ".reduce((sum, mark) => sum + mark.textContent.length, 0)");
    assertEquals(different, marked);
    assertTrue(
        browser
            .find("#written-caption")
            .getText()
            .contains(different == 0 ? "the same" : "marked"));
    browser.requireNoErrors();
  }

  @Test
  void memoryIsWhatTheStudySays() {
    browser.open(page);
    RecurrentNetwork network = FinishedRun.open(folder.resolve("hello")).model();
    MemoryReach reach = new ReachStudy(network, inspection(network, 0, 1, 2, 2, 3), 1).reach();
    Number lag = (Number) browser.run("return unroll.data.memory.lags[1].all.mean");
    assertEquals(reach.lags().get(1).all().mean(), lag.doubleValue(), 1e-6);
    double norm = number(browser.shown("#lags tr:nth-child(2) td:nth-child(2)"));
    assertEquals(lag.doubleValue(), norm, 1e-3 * norm);
    double loss = number(browser.shown("#contexts tr:nth-child(1) td:nth-child(2)"));
    assertEquals(reach.contexts().get(0).loss().mean(), loss, 1e-3 * loss);
    browser.run("document.getElementById('lag-of').focus()");
    browser.press(Keys.ARROW_DOWN);
    assertEquals(norm, number(browser.shown("#lags tr:nth-child(2) td:nth-child(2)")), 1e-9);
    browser.requireNoErrors();
  }

  @Test
  void theOneAnswerOfASequenceMovesStepByStep() {
    String run = folder.resolve("sentiment").toString();
    String config =
        CommandLineRun.project("app/configs/smoke/sentiment-classification-lstm.yaml").toString();
    CommandLineRun trained =
        CommandLineRun.of("train", config, "--set", "training.epochs=2", "--out", run);
    assertEquals(0, trained.code(), trained.err());
    Path sentiment = folder.resolve("sentiment.html");
    CommandLineRun inspected =
        CommandLineRun.of(
            "inspect", run, "--steps", "300", "--no-cause", "-o", sentiment.toString());
    assertEquals(0, inspected.code(), inspected.err());
    browser.open(sentiment);
    browser.run("document.getElementById('text').focus()");
    browser.press(Keys.HOME);
    String first = browser.shown("#answer-curves .curve div");
    browser.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    String third = browser.shown("#answer-curves .curve div");
    assertTrue(!first.equals(third), first + " does not move");
    String answers = browser.shown("#answers");
    assertTrue(answers.contains(third), third + " is not among " + answers);
    assertTrue(browser.shown("#label").startsWith("Right at the end of the sequence: "));
    // Shares that the page shows beside those of the series that it draws, which have 8 bits.
    Number apart =
        (Number)
            browser.run(
                "const gate = numbersOf(0, 'forget', 0);"
                    + "const values = steps.map((_, step) => valueAt(gate, step));"
                    + "const open = values.filter((value) => value > 0.9).length / steps.length;"
                    + "return Math.abs(open - unroll.data.layers[0].saturation.forget.right[0])");
    assertTrue(apart.doubleValue() < 0.02, "" + apart);
    browser.run("document.getElementById('quantity').focus()");
    browser.press(Keys.END);
    assertTrue(browser.shown("#step-value").startsWith("probability of "));
    browser.requireAccessible();
    browser.requireFits();
    browser.requireNoErrors();
  }

  @Test
  void isAccessibleInLightAndDarkAndFitsAPhoneAndAWideScreen() {
    browser.requireSoundEverywhere(page);
    browser.requireNoErrors();
  }
}
