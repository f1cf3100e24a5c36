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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.logging.Level;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import unroll.Eventually;

/**
 * Debian's Chromium without a screen and without a network, for the tests of a class that registers
 * it; skipped where there is no such browser.
 */
final class Browser implements BeforeAllCallback, AfterAllCallback {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final int PATIENCE_SECONDS = 60;
  private static final Set<String> SERIOUS = Set.of("serious", "critical");

  private ChromeDriver driver;

  @Override
  public void beforeAll(ExtensionContext context) {
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
    driver = new ChromeDriver(service, options);
  }

  void open(Path page) {
    driver.get(page.toUri().toString());
  }

  void open(Path page, String fragment) {
    driver.get(page.toUri() + "#" + fragment);
  }

  void open(String address) {
    driver.get(address);
  }

  void reload() {
    driver.navigate().refresh();
  }

  /** Opens another tab, which becomes the one in front. */
  String openTab() {
    return driver.switchTo().newWindow(WindowType.TAB).getWindowHandle();
  }

  String tab() {
    return driver.getWindowHandle();
  }

  /** Closes the tab in front; another comes to the front. */
  void closeTab(String next) {
    driver.close();
    driver.switchTo().window(next);
  }

  void switchTo(String tab) {
    driver.switchTo().window(tab);
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

  /** Goes on with the tabulator until an element has the focus. */
  WebElement tabTo(String selector) {
    for (int presses = 0; presses < 100; presses++) {
      WebElement focused = driver.switchTo().activeElement();
      if (focused.equals(find(selector))) {
        return focused;
      }
      pressTab();
    }
    throw new AssertionError("the tabulator never comes to " + selector);
  }

  /** Waits until an element's text is as expected. */
  String waitFor(String selector, Predicate<String> expected) {
    AtomicReference<String> text = new AtomicReference<>();
    Eventually.require(
        () -> selector + " stayed \"" + text.get() + "\"",
        PATIENCE_SECONDS,
        () -> {
          text.set(text(selector));
          return expected.test(text.get());
        });
    return text.get();
  }

  /** All text in an element, seen or not; nothing if it is not there. */
  String text(String selector) {
    return (String)
        run(
            "const found = document.querySelector(arguments[0]); return found ? found.textContent : ''",
            selector);
  }

  /**
   * The text that a person sees in an element once the page is drawn, asked for in one go: a page
   * may draw an element again between finding it and reading it.
   */
  String shown(String selector) {
    String text =
        (String)
            driver.executeAsyncScript(
                "const [selector, done] = arguments;"
                    + "requestAnimationFrame(() => requestAnimationFrame("
                    + "() => done(document.querySelector(selector).innerText)));",
                selector);
    return text.strip().replaceAll("[\\t ]+", " ");
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** From now on the page's intervals pass when the test says so, not in time. */
  void holdIntervals() {
    run(
        """
        window.setInterval = (work, milliseconds) => {
          window.held = { work, milliseconds };
          return 1;
        };
        window.clearInterval = () => {
          delete window.held;
        };
        """);
  }

  /** The length of the interval that is being held; nothing if none is. */
  Object heldMilliseconds() {
    return run("return window.held ? window.held.milliseconds : null");
  }

  void passInterval() {
    run("window.held.work()");
  }

  byte[] screenshot() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  /** What the page has complained about since the last call. */
  void requireNoErrors() {
    assertEquals(List.of(), errors());
  }

  /** What the page has complained about since the last call. */
  List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(entry -> entry.getMessage())
        .toList();
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

  /**
   * A file, opened anew in narrow and wide windows, light and dark: it fits, and all can use it.
   */
  void requireSoundEverywhere(Path page) {
    everywhere(
        theme -> {
          open(page, theme);
          // Another fragment alone loads nothing.
          reload();
        });
  }

  /** As above, the page that is open, as it stands. */
  void requireSoundEverywhere() {
    everywhere(theme -> run("location.hash = arguments[0]", theme));
  }

  private void everywhere(Consumer<String> show) {
    for (int width : new int[] {400, 1600}) {
      resize(width, 1000);
      for (String theme : List.of("light", "dark")) {
        show.accept(theme);
        requireFits();
        requireAccessible();
      }
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (driver != null) {
      driver.quit();
    }
  }
}
