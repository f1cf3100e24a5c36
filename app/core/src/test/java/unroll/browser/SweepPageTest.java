package unroll.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import unroll.sweep.SweepBoards;

/** The page of {@code unroll sweep} in a browser without a network. */
class SweepPageTest {
  @TempDir private static Path folder;
  @RegisterExtension private static final Browser browser = new Browser();
  private static Path page;

  @BeforeAll
  static void write() throws IOException {
    page = SweepBoards.page(folder);
  }

  private static List<String> column(int number) {
    List<String> cells = new ArrayList<>();
    browser
        .findAll("section:first-of-type tbody tr > :nth-child(" + number + ")")
        .forEach(cell -> cells.add(cell.getText()));
    return cells;
  }

  @Test
  void showsMeansWithTheirDeviationsBestFirstAndWhatFailed() {
    browser.resize(1600, 1000);
    browser.open(page);
    assertEquals(
        List.of("★ 1", "2", "3", "–"), column(1).stream().map(SweepPageTest::seen).toList());
    assertEquals("0.9000 ± 0.0200", column(4).get(0));
    assertEquals("1 of 2 1 failed", column(5).get(2));
    assertTrue(browser.text("section:nth-of-type(2)").contains("<script>alert(1)</script>"));
    browser.requireNoErrors();
  }

  /** Selenium leaves out what style sheets add. */
  private static String seen(String rank) {
    return rank.equals("1") ? "★ 1" : rank;
  }

  @Test
  void isSortedWithTheKeyboardAloneAndWhatIsNotKnownStaysBelow() {
    browser.resize(1600, 1000);
    browser.open(page);
    WebElement heading = browser.tabTo("section:first-of-type th:nth-child(4) button");
    browser.press(Keys.ENTER);
    assertEquals(List.of("0.7000", "0.8000 ± 0.0100", "0.9000 ± 0.0200", "–"), column(4));
    assertEquals(
        "ascending",
        browser.find("section:first-of-type th:nth-child(4)").getDomAttribute("aria-sort"));
    heading.sendKeys(Keys.ENTER);
    assertEquals(List.of("0.9000 ± 0.0200", "0.8000 ± 0.0100", "0.7000", "–"), column(4));
    browser.find("section:first-of-type th:nth-child(3) button").click();
    assertEquals(List.of("8", "16", "64", "128"), column(3), "as numbers, not as texts");
    browser.requireNoErrors();
  }

  @Test
  void isAccessibleInLightAndDarkAndFitsAPhoneAndAWideScreen() {
    browser.requireSoundEverywhere(page);
    browser.requireNoErrors();
  }
}
