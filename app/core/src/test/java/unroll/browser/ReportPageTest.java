package unroll.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import unroll.command.CommandLineRun;

/** The page of {@code unroll report} in a browser without a network. */
class ReportPageTest {
  @TempDir private static Path folder;
  @RegisterExtension private static final Browser browser = new Browser();
  private static Path page;

  @BeforeAll
  static void open() {
    String config =
        CommandLineRun.project("app/configs/smoke/single-step-classification-gru.yaml").toString();
    for (String units : List.of("4", "8")) {
      assertEquals(
          0,
          CommandLineRun.of(
                  "train",
                  config,
                  "--out",
                  folder.resolve("units-" + units).toString(),
                  "--set",
                  "training.epochs=3",
                  "--set",
                  "network.units=" + units)
              .code());
    }
    page = folder.resolve("report.html");
    assertEquals(
        0,
        CommandLineRun.of(
                "report",
                folder.resolve("units-4").toString(),
                folder.resolve("units-8").toString(),
                "-o",
                page.toString())
            .code());
  }

  @Test
  void theTableHasTheFiguresOfTheRuns() throws IOException {
    browser.open(page);
    JsonNode result = new ObjectMapper().readTree(folder.resolve("units-4/result.json").toFile());
    String auc = result.at("/test/auc").asText();
    assertTrue(
        browser.findAll("td.number").stream()
            .anyMatch(cell -> auc.equals(cell.getDomAttribute("title"))),
        "no cell has the AUC " + auc);
    browser.requireNoErrors();
  }

  @Test
  void isAccessibleInLightAndDarkAndFitsAPhoneAndAWideScreen() {
    browser.requireSoundEverywhere(page);
    browser.requireNoErrors();
  }

  @Test
  void aRunIsHiddenAndAChartIsReadWithTheKeyboardAlone() throws IOException {
    browser.resize(1400, 1000);
    browser.open(page);
    WebElement run = browser.tabTo("#legend button");
    assertEquals("true", run.getDomAttribute("aria-pressed"));
    browser.press(Keys.SPACE);
    assertEquals("false", run.getDomAttribute("aria-pressed"));
    browser.press(Keys.SPACE);

    WebElement chart = browser.tabTo(".chart");
    browser.press(Keys.HOME);
    String first = chart.findElement(By.cssSelector(".values")).getText();
    List<String> rows = Files.readAllLines(folder.resolve("units-4/metrics.csv"));
    String step = rows.get(1).split(",")[0];
    assertTrue(first.startsWith("step " + step), first);
    browser.press(Keys.ARROW_RIGHT);
    assertNotEquals(first, chart.findElement(By.cssSelector(".values")).getText());
    browser.requireNoErrors();
  }
}
