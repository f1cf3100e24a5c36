package unroll.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import unroll.data.Vocabulary;
import unroll.experiment.FinishedRun;
import unroll.generation.Sampler;
import unroll.generation.TextGenerator;
import unroll.network.RecurrentNetwork;
import unroll.serve.ServedHttp;
import unroll.serve.TrainedRuns;

/** The form of {@code unroll serve} in which a character model writes on. */
class ServeWritingPageTest {
  private static final Pattern READ_OUT =
      Pattern.compile("Character (\\d+), “(.)”: unit (\\d+) is (\\S+)\\. Next: “(.)” (\\S+) %.*");

  @RegisterExtension private static final Browser browser = new Browser();

  private static ServedHttp served;
  private static RecurrentNetwork network;
  private static Vocabulary vocabulary;

  @BeforeAll
  static void open() throws IOException {
    served = ServedHttp.of(TrainedRuns.weather());
    FinishedRun run = FinishedRun.open(TrainedRuns.weather());
    network = run.model();
    vocabulary = run.vocabulary("vocabulary.txt");
  }

  @AfterAll
  static void close() throws IOException {
    served.close();
    assertEquals(List.of(), served.log());
  }

  @BeforeEach
  void load() {
    browser.open(served.address());
    browser.waitFor("#curves-state", "Trained."::equals);
    browser.tabTo("#prompt");
  }

  private static String text(String prompt, int length, double temperature, int topK, long seed) {
    return new TextGenerator(network, vocabulary)
        .text(prompt, length, new Sampler(temperature, topK, seed));
  }

  @Test
  void theTextIsTheModelsForTheSameOptions() {
    browser.press("The ");
    browser.tabTo("#temperature");
    for (int step = 0; step < 8; step++) {
      browser.press(Keys.ARROW_RIGHT);
    }
    assertEquals("1.20", browser.text("#temperature-value"));
    browser.tabTo("#length");
    browser.press(Keys.chord(Keys.CONTROL, "a"), "40");
    browser.tabTo("#top-k");
    browser.press(Keys.chord(Keys.CONTROL, "a"), "9");
    browser.tabTo("#seed");
    browser.press(Keys.chord(Keys.CONTROL, "a"), "5", Keys.ENTER);
    browser.waitFor("#written", text -> !text.isEmpty());
    assertEquals(text("The ", 40, 1.2, 9, 5), browser.text("#written"));
    browser.press(Keys.chord(Keys.CONTROL, "a"), "6");
    browser.tabTo("#generate");
    browser.press(Keys.ENTER);
    String second = text("The ", 40, 1.2, 9, 6);
    browser.waitFor("#written", second::equals);
    assertTrue(browser.text("#state-value").startsWith("Character " + second.length() + ","));
    browser.requireNoErrors();
    browser.requireAccessible();
  }

  @Test
  void theHiddenStateIsReadWhileOneTypes() {
    browser.press("Sun");
    browser.waitFor("#state-value", text -> text.startsWith("Character 3, “n”"));
    browser.press("d");
    browser.waitFor("#state-value", text -> text.startsWith("Character 4, “d”"));
    browser.tabTo("#states");
    browser.press(Keys.HOME);
    requireReadOut("S", 1, 1);
    browser.press(Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ARROW_DOWN);
    requireReadOut("Su", 2, 3);
    browser.press(Keys.END, Keys.ARROW_UP);
    requireReadOut("Sund", 4, 2);
    requireColors("Sund", 4);
    browser.requireNoErrors();
    browser.requireAccessible();
  }

  private static double[] probabilitiesAfter(String text) {
    network.clearStepState();
    double[] probabilities = {};
    for (char character : text.toCharArray()) {
      probabilities = network.step(vocabulary.idOfCharacter(character));
    }
    return probabilities;
  }

  private static void requireReadOut(String text, int character, int unit) {
    String shown = browser.text("#state-value");
    Matcher readOut = READ_OUT.matcher(shown);
    assertTrue(readOut.matches(), shown);
    double[] probabilities = probabilitiesAfter(text);
    double[] state = network.hiddenState();
    assertEquals(character, Integer.parseInt(readOut.group(1)));
    assertEquals(text.substring(character - 1), readOut.group(2));
    assertEquals(unit, Integer.parseInt(readOut.group(3)));
    double value = Double.parseDouble(readOut.group(4).replace('−', '-'));
    assertEquals(state[unit - 1], value, 1e-4);
    int best = 0;
    for (int id = 1; id < probabilities.length; id++) {
      best = probabilities[id] > probabilities[best] ? id : best;
    }
    assertEquals(vocabulary.symbol(best).replace(' ', '␣').replace('\n', '↵'), readOut.group(5));
    assertEquals(100 * probabilities[best], Double.parseDouble(readOut.group(6)), 0.051);
  }

  /** Blue below zero, orange above, in the column of a character. */
  private static void requireColors(String text, int character) {
    probabilitiesAfter(text);
    double[] state = network.hiddenState();
    List<?> isBlue =
        (List<?>)
            browser.run(
                """
                const canvas = document.getElementById("cells");
                const context = canvas.getContext("2d");
                const [column, units] = arguments;
                const sharp = canvas.width / parseFloat(canvas.style.width);
                const tall = Math.max(2, Math.min(14, Math.floor(480 / units)));
                const pixels = context.getImageData((column * 14 + 7) * sharp, 0, 1, canvas.height).data;
                return Array.from({ length: units }, (_, unit) => {
                  const at = 4 * Math.floor((20 + (unit + 0.4) * tall) * sharp);
                  return pixels[at + 2] > pixels[at];
                });
                """,
                character - 1,
                state.length);
    for (int unit = 0; unit < state.length; unit++) {
      // The paler ones may round to the ground.
      if (Math.abs(state[unit]) > 0.02) {
        assertEquals(state[unit] < 0, isBlue.get(unit), "unit " + unit + ": " + state[unit]);
      }
    }
  }

  @Test
  void aMistakeIsSaidInALineAndForgottenWhenItIsMended() {
    browser.press("Sunday");
    browser.waitFor("#state-value", text -> text.startsWith("Character 6, “y”"));
    browser.press("Ж");
    String problem = browser.waitFor("#problem", text -> !text.isEmpty());
    assertTrue(problem.startsWith("the character Ж (U+0416) is not in the model's"), problem);
    assertEquals("", browser.text("#state-value"));
    browser.press(Keys.BACK_SPACE);
    browser.waitFor("#state-value", text -> text.startsWith("Character 6, “y”"));
    assertEquals("", browser.text("#problem"));
    List<String> errors = browser.errors();
    assertEquals(1, errors.size(), errors.toString());
    assertTrue(errors.get(0).contains("status of 400"), errors.toString());
  }
}
