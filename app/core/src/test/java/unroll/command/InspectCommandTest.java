package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectCommandTest {
  @TempDir private static Path runs;

  private final Path page = runs.resolve("page.html");

  @BeforeAll
  static void train() {
    train("hello.yaml", "hello");
  }

  private static void train(String config, String name) {
    CommandLineRun run =
        CommandLineRun.of(
            "train",
            CommandLineRun.project("app/configs/" + config).toString(),
            "--set",
            "training.epochs=2",
            "--out",
            runs.resolve(name).toString());
    assertEquals(0, run.code(), run.err());
  }

  private CommandLineRun inspect(String name, String... more) {
    String[] arguments = new String[4 + more.length];
    arguments[0] = "inspect";
    arguments[1] = runs.resolve(name).toString();
    arguments[2] = "--out";
    arguments[3] = page.toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return CommandLineRun.of(arguments);
  }

  private JsonNode data() throws IOException {
    String html = Files.readString(page);
    String opening = "<script type=\"application/json\" id=\"data\">";
    int start = html.indexOf(opening) + opening.length();
    return new ObjectMapper().readTree(html.substring(start, html.indexOf("</script>", start)));
  }

  @Test
  void theOwnTextOfARunIsReadWithoutAnother() throws IOException {
    CommandLineRun run = inspect("hello");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("page: " + page + ", 0."), run.out());
    assertEquals("[\"h\",\"e\",\"l\",\"l\"]", data().path("steps").toString());
    assertEquals("the training data, as the run has no other", data().path("measuredOn").asText());
    assertTrue(data().path("skipped").size() > 10, "4 steps measure nothing");
  }

  @Test
  void aGivenTextIsReadToItsEnd() throws IOException {
    assertEquals(0, inspect("hello", "--text", "hole").code());
    assertEquals("[\"h\",\"o\",\"l\",\"e\"]", data().path("steps").toString());
    Path file = Files.writeString(runs.resolve("text.txt"), "ooohell");
    assertEquals(0, inspect("hello", "--file", file.toString(), "--steps", "5").code());
    assertEquals("[\"o\",\"o\",\"o\",\"h\",\"e\"]", data().path("steps").toString());
    assertEquals(3, data().path("layers").path(0).path("units").asInt());
  }

  @Test
  void unitsThatAreAskedForAreHeldAndTheRunsOwnWritingIsCompared() throws IOException {
    CommandLineRun run = inspect("hello", "--ablate", "1:3", "--ablate", "1:1");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("cause: 2 units and 1 others held, all 4 steps: "), run.out());
    assertTrue(run.out().contains("memory: 2 steps, 2 contexts, 2 lags: "), run.out());
    JsonNode cause = data().path("cause");
    assertEquals(2, cause.path("units").path(0).path("unit").asInt());
    assertEquals(0, cause.path("units").path(1).path("unit").asInt());
    assertEquals(160, cause.path("written").size());
    assertEquals(160, cause.path("units").path(0).path("written").path(1).size());
    JsonNode first = data();
    inspect("hello", "--ablate", "1:3", "--ablate", "1:1");
    assertEquals(first, data(), "the same seed, the same page");
    inspect("hello", "--no-cause");
    assertTrue(data().path("cause").isMissingNode() && data().path("memory").isMissingNode());
  }

  @Test
  void nothingIsLoadedFromAnywhere() throws IOException {
    inspect("hello");
    String html = Files.readString(page);
    assertTrue(html.contains("default-src 'none'"));
    assertFalse(html.contains("http://") || html.contains("https://"), "an address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "smoke/sentiment-classification-lstm.yaml",
        "smoke/translation-gru.yaml",
        "smoke/image-captioning-rnn.yaml",
        "smoke/single-step-classification-lstm.yaml",
        "smoke/frame-labeling-gru.yaml",
        "smoke/frame-tags-lstm.yaml"
      })
  void runsOfEveryTaskAreInspected(String config) throws IOException {
    String name = config.replaceAll("\\W", "-");
    train(config, name);
    CommandLineRun run = inspect(name, "--steps", "200");
    assertEquals(0, run.code(), run.err());
    JsonNode layer = data().path("layers").path(0);
    assertTrue(layer.path("units").asInt() > 0);
    assertEquals(layer.path("units").asInt(), layer.path("series").path(0).path("low").size());
    assertTrue(run.out().contains("cause: ") && run.out().contains("\nmemory: "), run.out());
    assertTrue(data().path("memory").path("positions").isInt());
    CommandLineRun text = inspect(name, "--text", "good");
    assertEquals(2, text.code());
    assertTrue(text.err().contains("go with a character language model"), text.err());
  }

  @Test
  void mistakesAreSaidInALine() {
    assertMistake("--text, character 3: \"x\" (U+0078) is not one of the 4", "--text", "hex");
    assertMistake("--text: is empty; expected text", "--text", "");
    assertMistake("--file: goes without --text", "--text", "h", "--file", "no.txt");
    assertMistake("no.txt: no such file, or it cannot be read", "--file", "no.txt");
    assertMistake("--ablate: expected a layer from 1 to 1, found 2", "--ablate", "2:1");
    assertMistake("--ablate: expected a unit of layer 1 from 1 to 3, found 4", "--ablate", "1:4");
    assertMistake("--ablate: expected LAYER:UNIT, such as 1:12, found \"7\"", "--ablate", "7");
    assertMistake("--ablate: goes without --no-cause", "--ablate", "1:1", "--no-cause");
    assertMistake("--steps: expected 1 to 100,000, found 0", "--steps", "0");
    assertMistake("is a folder; expected a file for the page", "--out", runs.toString());
    CommandLineRun run = CommandLineRun.of("inspect", runs.resolve("none").toString());
    assertEquals(2, run.code());
    assertTrue(run.err().contains("no such run folder"), run.err());
  }

  private void assertMistake(String message, String... arguments) {
    String[] all = new String[2 + arguments.length];
    all[0] = "inspect";
    all[1] = runs.resolve("hello").toString();
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    CommandLineRun run = CommandLineRun.of(all);
    assertEquals(2, run.code(), run.out() + run.err());
    assertTrue(run.err().contains(message), run.err());
    assertEquals(1, run.err().strip().lines().count(), run.err());
  }
}
