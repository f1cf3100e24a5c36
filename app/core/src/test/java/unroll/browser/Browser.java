package unroll.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium without a screen and without a network. */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Set<String> SERIOUS = Set.of("serious", "critical");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Skips the test where there is no such browser. */
  static Browser start() {
    assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        "no chromium and chromedriver in /usr/bin");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--force-prefers-reduced-motion",
        // Whatever is asked for by a name is not there.
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    return new Browser(new ChromeDriver(service, options));
  }

  void open(Path page) {
    driver.get(page.toUri().toString());
  }

  void open(Path page, String fragment) {
    driver.get(page.toUri() + "#" + fragment);
  }

  void resize(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> findAll(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** As a person at the keyboard does, wherever the focus is. */
  void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  void pressTab() {
    press(Keys.TAB);
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  byte[] screenshot() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  /** What the page has complained about since the last call. */
  void requireNoErrors() {
    List<String> errors =
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
            .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
            .map(entry -> entry.getMessage())
            .toList();
    assertEquals(List.of(), errors);
  }

  /** What axe-core finds that keeps people from using the page. */
  void requireAccessible() {
    Results results = new AxeBuilder().analyze(driver);
    List<Map.Entry<String, String>> serious =
        results.getViolations().stream()
            .filter(rule -> SERIOUS.contains(rule.getImpact()))
            .map(
                rule ->
                    Map.entry(
                        rule.getId() + ": " + rule.getHelp(),
                        String.valueOf(rule.getNodes().get(0).getHtml())))
            .toList();
    assertEquals(List.of(), serious);
  }

  /** Whether nothing sticks out to the right. */
  void requireFits() {
    assertEquals(
        true,
        run("return document.documentElement.scrollWidth <= window.innerWidth + 1"),
        "the page is wider than the window");
  }

  @Override
  public void close() {
    driver.quit();
  }
}
