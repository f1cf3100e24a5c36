package unroll.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import unroll.experiment.FinishedRun;
import unroll.generation.Sampler;
import unroll.generation.TextGenerator;
import unroll.serve.ServeLimits;
import unroll.serve.Server;
import unroll.serve.TrainedRuns;

/** The page of {@code unroll serve} over time: runs that train, tokens, tabs that come and go. */
class ServeLivePageTest {
  private static final String TOKEN = "a-token-of-the-tests";
  private static final List<String> LOG = Collections.synchronizedList(new ArrayList<>());

  private static Browser browser;

  @BeforeAll
  static void open() {
    browser = Browser.start();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void nothingWasWrong() {
    browser.requireAccessible();
    browser.open("about:blank");
    assertEquals(List.of(), LOG);
  }

  private static Server serve(Optional<String> token, Path... runs) throws IOException {
    return new Server(
        List.of(runs),
        new InetSocketAddress("127.0.0.1", 0),
        token,
        new ServeLimits(1, 64, 100_000, 100_000),
        LOG::add);
  }

  private static String address(Server server) {
    return "http://127.0.0.1:" + server.port() + "/";
  }

  @Test
  void theCurvesOfARunThatTrainsGrowAndThenItsModelCanBeAsked(@TempDir Path folder)
      throws IOException {
    Path hello = TrainedRuns.hello();
    Path young = Files.createDirectory(folder.resolve("young"));
    Files.copy(hello.resolve("config.yaml"), young.resolve("config.yaml"));
    try (Server server = serve(Optional.empty(), young)) {
      browser.open(address(server));
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
  void theTokenIsAskedForAndIsNotLeftInTheAddress() throws IOException {
    try (Server server = serve(Optional.of(TOKEN), TrainedRuns.hello())) {
      browser.open(address(server) + "#token=" + TOKEN);
      browser.waitFor("#curves-state", "Trained."::equals);
      assertEquals(address(server), browser.run("return location.href"));
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
    try (Server server = serve(Optional.empty(), TrainedRuns.weather())) {
      browser.open(address(server));
      String first = browser.tab();
      String second = browser.openTab();
      browser.open(address(server));
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
    assertEquals(
        List.of(),
        Thread.getAllStackTraces().keySet().stream()
            .filter(Thread::isAlive)
            .map(Thread::getName)
            .filter(name -> name.startsWith("unroll-serve-connection"))
            .toList());
  }

  @Test
  void aRunThatIsLeftIsAskedNothingMore() throws IOException {
    try (Server server = serve(Optional.empty(), TrainedRuns.weather(), TrainedRuns.reviews())) {
      browser.open(address(server));
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
    try (Server server = serve(Optional.empty(), TrainedRuns.weather(), TrainedRuns.reviews())) {
      browser.open(address(server));
      write(1, 300);
      browser.waitFor("#written", text -> !text.isEmpty());
      requireEverywhere();
      browser.tabTo("#run");
      browser.press("reviews");
      browser.tabTo("#text");
      browser.press("The sound was superb, and so were all of the other things about it.");
      browser.waitFor("#said .moving tr:nth-child(14)", text -> !text.isEmpty());
      browser.run("document.getElementById('curves-more').open = true");
      requireEverywhere();
      browser.requireNoErrors();
    } finally {
      browser.resize(1400, 1000);
    }
  }

  private static void requireEverywhere() {
    for (int width : new int[] {400, 1600}) {
      browser.resize(width, 1000);
      for (String theme : List.of("light", "dark")) {
        browser.run("location.hash = arguments[0]", theme);
        browser.requireFits();
        browser.requireAccessible();
      }
    }
  }
}
