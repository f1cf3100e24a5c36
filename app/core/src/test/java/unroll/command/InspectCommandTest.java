package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    assertTrue(run.out().contains("cause: 2 units and 1 other held, all 4 steps: "), run.out());
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
    // The namespace of drawings is a name.
    String html = Files.readString(page).replace("\"http://www.w3.org/2000/svg\"", "");
    assertTrue(html.contains("default-src 'none'"));
    assertFalse(html.contains("http://") || html.contains("https://"), "an address");
  }

  /** A config, an input as {@code predict} takes it, what is read of it, and what it is told by. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sentiment-classification-lstm | --text | Not  good xyzzy | not,good,<unk> | label positive",
        "translation-gru               | --text | 이십일           | 이,십,일    | writing",
        "image-captioning-rnn          | --file | red.png         | ▦          | 0",
        "single-step-classification-lstm | --text | {\"age\": 41, \"sex\": \"male\", \"height\": 190,"
            + " \"weight\": 93} | 1 | label hypertension",
        "frame-labeling-gru            | --file | clips/clip-00.mp4 | ▦,▦,▦    | 0",
        "frame-tags-lstm               | --text | The old xyzzy   | the,old,<unk> | label NOUN"
      })
  void runsOfEveryTaskAreInspectedWithTheirDataAndWithAnInput(
      String config, String option, String input, String read, String told) throws IOException {
    train("smoke/" + config + ".yaml", config);
    CommandLineRun run = inspect(config, "--steps", "200");
    assertEquals(0, run.code(), run.err());
    JsonNode layer = data().path("layers").path(0);
    assertTrue(layer.path("units").asInt() > 0);
    assertEquals(layer.path("units").asInt(), layer.path("series").path(0).path("low").size());
    assertTrue(run.out().contains("cause: ") && run.out().contains("\nmemory: "), run.out());
    assertTrue(data().path("memory").path("positions").isInt());
    List<String> names = new ArrayList<>();
    data().path("scores").forEach(score -> names.add(score.path("name").asText()));
    data().path("skipped").forEach(name -> names.add(name.asText()));
    assertTrue(told.equals("0") || names.contains(told), told + " is none of " + names);

    String given = option.equals("--file") ? file(input).toString() : input;
    CommandLineRun of = inspect(config, option, given);
    assertEquals(0, of.code(), of.err());
    List<String> expected = List.of(read.split(","));
    List<String> steps = new ArrayList<>();
    data().path("steps").forEach(step -> steps.add(step.asText()));
    assertEquals(expected, steps.subList(0, expected.size()));
    byte[] labels = Base64.getDecoder().decode(data().at("/predictions/labels").asText());
    for (byte one : labels) {
      assertEquals(-1, one, "nobody knows the labels");
    }
  }

  private static Path file(String name) throws IOException {
    if (!name.endsWith(".png")) {
      return CommandLineRun.project("data/" + name);
    }
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    image.setRGB(8, 8, 0xff0000);
    Path file = runs.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  @Test
  void aWrongInputIsSaidWithItsLine() throws IOException {
    train("smoke/translation-gru.yaml", "numbers");
    Path lines = Files.writeString(runs.resolve("lines.txt"), "이십\n\n");
    CommandLineRun run = inspect("numbers", "--file", lines.toString());
    assertEquals(2, run.code());
    assertEquals(lines + ", line 2: empty; expected a sentence\n", run.err());
    Files.writeString(lines, "");
    assertEquals(
        lines + ": is empty; expected an input a line\n",
        inspect("numbers", "--file", lines.toString()).err());
  }

  @Test
  void anInputIsReadWhereTheRunsOwnDataIsGone() throws IOException {
    Path rows = runs.resolve("rows.tsv");
    Files.copy(CommandLineRun.project("data/numbers/ko.tsv"), rows);
    String config =
        Files.readString(CommandLineRun.project("app/configs/smoke/translation-gru.yaml"));
    Path moved = runs.resolve("moved.yaml");
    Files.writeString(moved, config.replace("../../../data/numbers/ko.tsv", "rows.tsv"));
    String run = runs.resolve("moved").toString();
    CommandLineRun trained =
        CommandLineRun.of("train", moved.toString(), "--set", "training.epochs=1", "--out", run);
    assertEquals(0, trained.code(), trained.err());
    Files.delete(rows);
    CommandLineRun inspected = inspect("moved", "--text", "이십일");
    assertEquals(0, inspected.code(), inspected.err());
    assertTrue(data().path("measuredOn").asText().startsWith("nothing, as the run's data cannot"));
    assertEquals(0, data().at("/cause/written").size());
    assertEquals(2, inspect("moved").code());
  }

  @Test
  void inputsAreReadUntilThereAreStepsEnough() throws IOException {
    train("smoke/sentiment-classification-lstm.yaml", "reviews");
    Path lines = Files.writeString(runs.resolve("lines.txt"), "a b c\nd e\nf\n");
    assertEquals(0, inspect("reviews", "--file", lines.toString(), "--steps", "5").code());
    assertEquals("[0,3]", data().path("starts").toString());
    assertEquals(5, data().path("steps").size());
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
    assertMistake("no such folder; expected one for the page", "--out", runs + "/none/a.html");
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
