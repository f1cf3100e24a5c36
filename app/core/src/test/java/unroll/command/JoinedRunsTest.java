package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.data.Sha256;
import unroll.serve.TrainedRuns;

/** Models of several runs that answer together. */
class JoinedRunsTest {
  private static final String LINES = "\uC2ED\n\uC0BC\uCC9C\uC624\uBC31\uC77C\n";

  @TempDir private static Path folder;
  private static Path one;
  private static Path other;

  @BeforeAll
  static void train() {
    one = train("one", "network.units=24");
    other = train("other", "network.units=20");
  }

  private static Path train(String name, String... settings) {
    Path run = folder.resolve(name);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                CommandLineRun.project("app/configs/smoke/translation-gru.yaml").toString(),
                "--out",
                run.toString(),
                "--set",
                "training.epochs=1"));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    CommandLineRun trained = CommandLineRun.of(arguments.toArray(String[]::new));
    assertEquals(0, trained.code(), trained.err());
    return run;
  }

  private static CommandLineRun run(String command, Path run, String... options) {
    List<String> arguments = new ArrayList<>(List.of(command, run.toString()));
    arguments.addAll(List.of(options));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private static String out(String command, Path run, String... options) {
    CommandLineRun ended = run(command, run, options);
    assertEquals(0, ended.code(), ended.err());
    return ended.out();
  }

  private static String refusal(String command, Path run, String... options) {
    CommandLineRun ended = run(command, run, options);
    assertEquals(2, ended.code(), ended.out());
    assertEquals(1, ended.err().lines().count(), ended.err());
    return ended.err().strip();
  }

  private static Map<String, String> files(Path run) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.toList()) {
        sums.put(file.getFileName().toString(), Sha256.ofFile(file));
      }
    }
    return sums;
  }

  private static double exactly(String out, String metric) {
    String line = out.lines().filter(text -> text.contains(metric + " ")).findFirst().orElseThrow();
    return Double.parseDouble(line.substring(line.lastIndexOf(' ')));
  }

  @Test
  void aModelTogetherWithItselfAnswersAsAlone() throws IOException {
    Path copy = TrainedRuns.copy(one, folder.resolve("copy"));
    assertEquals(out("evaluate", one), out("evaluate", one, "--with", copy.toString()));
    Path lines = Files.writeString(folder.resolve("lines.txt"), LINES);
    assertEquals(
        out("predict", one, lines.toString()),
        out("predict", one, lines.toString(), "--with", copy.toString()));
  }

  @Test
  void modelsTogetherHaveFiguresOfTheirOwnWhicheverComesFirstAndChangeNoFile() throws IOException {
    Map<String, String> before = files(one);
    String together = out("evaluate", one, "--with", other.toString());
    assertEquals(
        exactly(together, "test loss"),
        exactly(out("evaluate", other, "--with", one.toString()), "test loss"),
        1e-5);
    assertNotEquals(exactly(together, "test loss"), exactly(out("evaluate", one), "test loss"));
    double mean =
        (exactly(out("evaluate", one), "test loss") + exactly(out("evaluate", other), "test loss"))
            / 2;
    // The logarithm is concave, so the mean of probabilities loses less than the mean of losses.
    assertTrue(exactly(together, "test loss") < mean, together);
    assertEquals(before, files(one));
  }

  @Test
  void figuresComeAsJsonToo() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(out("evaluate", one, "--with", other.toString(), "--json"));
    String text = out("evaluate", one, "--with", other.toString());
    assertEquals("test", json.path("split").asText());
    assertEquals(other.toString(), json.path("with").path(0).asText());
    assertEquals(
        exactly(text, "exact-match"), json.path("metrics").path("exact-match").asDouble(), 1e-6);
    int sentences = 0;
    for (JsonNode length : json.path("by-length")) {
      assertTrue(length.path("length").isInt(), length.toString());
      sentences += length.path("sentences").asInt();
    }
    assertEquals(300, sentences);
  }

  @Test
  void classifiersAreJoinedToo() {
    String together =
        out("evaluate", TrainedRuns.people(), "--with", TrainedRuns.rows().toString());
    double first = exactly(out("evaluate", TrainedRuns.people()), "test loss");
    double second = exactly(out("evaluate", TrainedRuns.rows()), "test loss");
    assertTrue(exactly(together, "test loss") < (first + second) / 2, together);
  }

  @Test
  void whatDoesNotGoTogetherIsRefusedInALine() throws IOException {
    String many = Path.of("given twice").toString();
    assertEquals(one + ": " + many, refusal("evaluate", one, "--with", one.toString()));
    assertEquals(
        TrainedRuns.rows()
            + ": a single-step-classification run; expected one of translation, as "
            + one
            + " is",
        refusal("predict", one, "--with", TrainedRuns.rows().toString()));
    Path reversed = TrainedRuns.copy(one, folder.resolve("reversed"));
    Path config = reversed.resolve("config.yaml");
    Files.writeString(
        config,
        Files.readString(config).replace("reversed-source: false", "reversed-source: true"));
    assertEquals(
        reversed
            + ": another task.reversed-source than in "
            + one
            + "; models that answer together must read and write the same",
        refusal("predict", one, "--with", reversed.toString()));
    Path renamed = TrainedRuns.copy(one, folder.resolve("renamed"));
    Path vocabulary = renamed.resolve("target-vocabulary.txt");
    Files.writeString(vocabulary, Files.readString(vocabulary).replace('3', 'x'));
    assertEquals(
        vocabulary
            + ": not the same as "
            + one.resolve("target-vocabulary.txt")
            + "; models that answer together must read and write the same",
        refusal("evaluate", one, "--with", renamed.toString()));
    assertTrue(
        refusal("predict", TrainedRuns.people(), "--with", TrainedRuns.rows().toString())
            .startsWith("--with: predict joins models of translation and image-captioning"));
  }

  /** Otherwise figures would be of sentences that one of the models has learned. */
  @Test
  void aRunThatHeldOtherPairsBackIsRefused() throws IOException {
    Path drawn = TrainedRuns.copy(one, folder.resolve("drawn"));
    Path config = drawn.resolve("config.yaml");
    Files.writeString(
        config, Files.readString(config).replaceFirst("(?m)^  seed: .*", "  seed: 9"));
    String refused = refusal("evaluate", one, "--with", drawn.toString());
    assertTrue(refused.contains("its test split is not that of " + one), refused);
  }
}
