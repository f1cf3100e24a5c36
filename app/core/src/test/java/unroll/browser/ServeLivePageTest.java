package unroll.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import unroll.experiment.FinishedRun;
import unroll.generation.Sampler;
import unroll.generation.TextGenerator;
import unroll.serve.ServeLimits;
import unroll.serve.ServedHttp;
import unroll.serve.TrainedRuns;

/** The page of {@code unroll serve} over time: runs that train, tokens, tabs that come and go. */
class ServeLivePageTest {
  private static final String TOKEN = "a-token-of-the-tests";

  @RegisterExtension private static final Browser browser = new Browser();

  private ServedHttp served;

  @AfterEach
  void nothingWasWrong() {
    browser.requireAccessible();
    browser.open("about:blank");
    assertEquals(List.of(), served.log());
  }

  /** With one worker. */
  private ServedHttp serve(Optional<String> token, Path... runs) throws IOException {
    served = new ServedHttp(List.of(runs), token, new ServeLimits(1, 64, 100_000, 100_000));
    return served;
  }

  @Test
  void theCurvesOfARunThatTrainsGrowAndThenItsModelCanBeAsked(@TempDir Path folder)
      throws IOException {
    Path hello = TrainedRuns.hello();
    Path young = TrainedRuns.young(folder);
    try (ServedHttp server = serve(Optional.empty(), young)) {
      browser.open(server.address());
      browser.waitFor("#curves-state", text -> text.startsWith("No evaluation yet."));
      assertTrue(browser.text("#about").endsWith("; no model yet"));
      assertFalse(browser.find("#write").isDisplayed());
      Path metrics =
          Files.writeString(
              young.resolve("metrics.csv"),
              "step,epoch,learning-rate,gradient-norm,training-loss\n10,1.0,0.1,2.5,1.25\n");
      browser.waitFor("#charts", text -> text.contains("training-loss 1.250 at step 10"));
      Files.writeString(metrics, "20,2.0,0.1,1.5,0.75\n", StandardOpenOption.APPEND);
      browser.waitFor("#charts", text -> text.contains("training-loss 0.7500 at step 20"));
      assertEquals(
          "training-loss: 0.7500 at step 20, from 0.7500 to 1.250",
          browser.find("#charts figure:last-child svg").getDomAttribute("aria-label"));
      for (String file : List.of("vocabulary.txt", "provenance.json", "model.zip", "result.json")) {
        Files.copy(hello.resolve(file), young.resolve(file));
      }
      browser.waitFor("#curves-state", "Trained."::equals);
      browser.waitFor("#about", text -> !text.contains("no model"));
      browser.tabTo("#prompt");
      browser.press("he");
      browser.waitFor("#state-value", text -> text.startsWith("Character 2, “e”"));
      browser.requireNoErrors();
    }
  }

  @Test
  void aProblemWithTheCurvesIsForgottenWhenItIsMended(@TempDir Path folder) throws IOException {
    Path young = TrainedRuns.young(folder);
    Path metrics = Files.writeString(young.resolve("metrics.csv"), "step,training-loss\n");
    try (ServedHttp server = serve(Optional.empty(), young)) {
      browser.open(server.address());
      browser.waitFor("#problem", text -> text.startsWith("young/metrics.csv, line 1: expected"));
      Files.writeString(
          metrics, "step,epoch,learning-rate,gradient-norm,training-loss\n10,1.0,0.1,2.5,1.25\n");
      browser.waitFor("#charts", text -> text.contains("training-loss 1.250 at step 10"));
      assertEquals("", browser.text("#problem"));
      assertTrue(
          browser.errors().stream().allMatch(error -> error.contains("status of 500")),
          "more than refusals");
    }
  }

  @Test
  void theTokenIsAskedForAndIsNotLeftInTheAddress() throws IOException {
    try (ServedHttp server = serve(Optional.of(TOKEN), TrainedRuns.hello())) {
      browser.open(server.address() + "#token=" + TOKEN);
      browser.waitFor("#curves-state", "Trained."::equals);
      assertEquals(server.address(), browser.run("return location.href"));
      browser.requireNoErrors();

      browser.reload();
      browser.waitFor("#problem", text -> text.startsWith("expected the token"));
      assertFalse(browser.find("#choice").isDisplayed());
      browser.requireAccessible();
      browser.tabTo("#token");
      browser.press("another", Keys.ENTER);
      browser.tabTo("#token");
      browser.press(Keys.chord(Keys.CONTROL, "a"), TOKEN, Keys.ENTER);
      browser.waitFor("#curves-state", "Trained."::equals);
      assertEquals("", browser.text("#problem"));
      assertFalse(browser.find("#token-form").isDisplayed());
      assertTrue(
          browser.errors().stream().allMatch(error -> error.contains("status of 401")),
          "more than refusals");
    }
  }

  private static String text(int seed, int length) {
    FinishedRun run = FinishedRun.open(TrainedRuns.weather());
    return new TextGenerator(run.model(), run.vocabulary("vocabulary.txt"))
        .text("", length, new Sampler(0.8, 0, seed));
  }

  private static void write(int seed, int length) {
    browser.waitFor("#curves-state", "Trained."::equals);
    browser.tabTo("#length");
    browser.press(Keys.chord(Keys.CONTROL, "a"), Integer.toString(length));
    browser.tabTo("#seed");
    browser.press(Keys.chord(Keys.CONTROL, "a"), Integer.toString(seed), Keys.ENTER);
  }

  @Test
  void tabsThatAreReloadedOrClosedBeforeTheirAnswerDisturbNoOther() throws IOException {
    try (ServedHttp server = serve(Optional.empty(), TrainedRuns.weather())) {
      browser.open(server.address());
      String first = browser.tab();
      String second = browser.openTab();
      browser.open(server.address());
      write(2, 2000);
      browser.switchTo(first);
      write(1, 2000);
      String one = text(1, 2000);
      browser.waitFor("#written", one::equals);
      browser.switchTo(second);
      String two = text(2, 2000);
      browser.waitFor("#written", two::equals);

      for (int visit = 0; visit < 3; visit++) {
        write(visit, 2000);
        browser.reload();
      }
      browser.waitFor("#curves-state", "Trained."::equals);
      assertEquals("", browser.text("#written"), "a reloaded page begins anew");
      write(3, 2000);
      browser.closeTab(first);
      assertEquals(one, browser.text("#written"));
      write(4, 50);
      String last = text(4, 50);
      browser.waitFor("#written", last::equals);
      browser.requireNoErrors();
    }
    ServedHttp.requireNoThreads("unroll-serve-connection");
  }

  @Test
  void aRunThatIsLeftIsAskedNothingMore() throws IOException {
    try (ServedHttp server =
        serve(Optional.empty(), TrainedRuns.weather(), TrainedRuns.reviews())) {
      browser.open(server.address());
      browser.waitFor("#curves-state", "Trained."::equals);
      browser.run(
          """
          document.getElementById("generate").click();
          const run = document.getElementById("run");
          run.value = "reviews";
          run.dispatchEvent(new Event("change"));
          """);
      browser.waitFor("#curves-state", "Trained."::equals);
      browser.tabTo("#text");
      browser.press("superb");
      browser.waitFor("#said-line", text -> !text.isEmpty());
      assertEquals("", browser.text("#written"));
      assertEquals(
          List.of("curves", "curves", "generate", "runs", "steps"),
          browser.run(
              "return performance.getEntriesByType('resource')"
                  + ".map((one) => one.name.split('/').pop()).sort()"));
      browser.requireNoErrors();
    }
  }

  @Test
  void fitsAPhoneAndAWideScreenInLightAndDark() throws IOException {
    try (ServedHttp server =
        serve(Optional.empty(), TrainedRuns.weather(), TrainedRuns.reviews())) {
      browser.open(server.address());
      write(1, 300);
      browser.waitFor("#written", text -> !text.isEmpty());
      browser.requireSoundEverywhere();
      browser.tabTo("#run");
      browser.press("reviews");
      browser.tabTo("#text");
      browser.press("The sound was superb, and so were all of the other things about it.");
      browser.waitFor("#said .moving tr:nth-child(14)", text -> !text.isEmpty());
      browser.run("document.getElementById('curves-more').open = true");
      browser.requireSoundEverywhere();
      browser.requireNoErrors();
    } finally {
      browser.resize(1400, 1000);
    }
  }
}
