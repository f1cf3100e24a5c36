package unroll.experiment;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unroll.command.CommandLineRun;
import unroll.config.ConfigReader;
import unroll.config.ConfigWriter;
import unroll.config.ReferenceWriter;

/** The configurations that come with the suite. */
class ConfigurationsTest {
  private static final Path CONFIGS = CommandLineRun.project("app/configs");
  private static final int HOW_MANY = 50;

  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(CONFIGS)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.getParent().endsWith("sweeps"))
          .sorted()
          .toList();
    }
  }

  static List<Path> smoke() throws IOException {
    return all().stream().filter(file -> file.getParent().endsWith("smoke")).toList();
  }

  @Test
  void everyConfigurationIsFound() throws IOException {
    assertEquals(HOW_MANY, all().size(), all().toString());
    assertEquals(24, smoke().size());
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyConfigurationReadsAndItsCompleteFormReadsTheSame(Path file) {
    ExperimentConfig config = assertDoesNotThrow(() -> ExperimentConfig.read(file, List.of()));
    ExperimentConfig again =
        new ConfigReader<>(ExperimentConfig.class).readText("copy", ConfigWriter.write(config));
    assertEquals(config, again);
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyConfigurationNamesTheSchemaAndTheCommandThatRunsIt(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String prefix = "# yaml-language-server: $schema=";
    assertTrue(lines.get(0).startsWith(prefix), lines.get(0));
    Path schema = file.resolveSibling(lines.get(0).substring(prefix.length())).normalize();
    assertEquals(CONFIGS.resolve(ConfigSchema.FILE), schema);
    String path = CONFIGS.getParent().getParent().relativize(file).toString();
    assertTrue(lines.get(1).contains("./unroll") && lines.get(1).contains(path), lines.get(1));
  }

  @Test
  void theReferenceHoldsEveryKeyItsDefaultAndItsComment() throws IOException {
    String head =
        """
        # yaml-language-server: $schema=unroll-schema.json
        # ./unroll validate app/configs/reference.yaml
        # Every key of a configuration with its default; what has no default shows an example.
        # A commented block is another choice of the block above it.

        """;
    assertEquals(
        head + ReferenceWriter.write(ExperimentConfig.class),
        Files.readString(CONFIGS.resolve("reference.yaml")));
  }

  @Test
  void theReferenceReadsToTheDefaults() {
    ExperimentConfig reference =
        ExperimentConfig.read(CONFIGS.resolve("reference.yaml"), List.of());
    ExperimentConfig defaults =
        new ConfigReader<>(ExperimentConfig.class)
            .readText(
                "defaults",
                "{name: my-experiment, task: {type: character-language-model, text: hello}}");
    assertEquals(defaults, reference);
  }

  @Test
  void theSchemaIsThatOfTheRecords() throws IOException {
    assertEquals(ConfigSchema.json(), Files.readString(CONFIGS.resolve(ConfigSchema.FILE)));
    assertEquals(ConfigSchema.json(), CommandLineRun.of("validate", "--schema").out());
  }

  /** Where a metric on the test split must lie. */
  private record Range(String metric, double least, double most) {
    void requireIn(JsonNode metrics, String whose) {
      double value = metrics.path(metric).asDouble(Double.NaN);
      assertTrue(value >= least && value <= most, whose + ": " + metric + " " + value);
    }
  }

  /**
   * What a smoke configuration must reach, and what a simple method reaches on the same split.
   *
   * @param network a range that a broken network misses
   */
  private record Bound(Range network, String baseline, Range simple) {}

  /** By the first part of the name; the last says the cell. */
  private static final Map<String, Bound> BOUNDS =
      Map.of(
          // The day, place, sky and degrees cost a report about 10 nats that nothing can learn.
          "character-language-model",
          bound("nats-per-character", 0.15, 0.5, "unigram", 3.32, 3.34),
          "single-step-classification",
          bound("auc", 0.75, 0.87, "logistic-regression", 0.72, 0.84),
          "sentiment-classification",
          bound("accuracy", 0.85, 1, "majority", 0.3, 0.55),
          "frame-labeling",
          bound("accuracy", 0.7, 1, "majority", 0.1, 0.3),
          "frame-steps",
          bound("accuracy", 0.9, 1, "nearest centroid", 0.5, 0.7),
          "frame-tags",
          bound("accuracy", 0.97, 1, "most frequent label of the token", 0.8, 0.9),
          // A network that overlooks its image reaches 8 to 18.
          "image-captioning",
          bound("bleu", 40, 75, "most frequent caption", 7, 9),
          "encoder-decoder-captions",
          bound("bleu", 40, 100, "most frequent caption", 6, 9),
          "encoder-decoder",
          bound("exact-match", 0.6, 1, "most frequent target", 0, 0.05),
          "translation",
          bound("exact-match", 0.35, 1, "most frequent target", 0, 0.05));

  private static Bound bound(
      String metric,
      double least,
      double most,
      String baseline,
      double leastOfBaseline,
      double mostOfBaseline) {
    return new Bound(
        new Range(metric, least, most),
        baseline,
        new Range(metric, leastOfBaseline, mostOfBaseline));
  }

  @ParameterizedTest
  @MethodSource("smoke")
  void everySmokeConfigurationLearnsAndScoresTheSameAfterReloading(Path file, @TempDir Path folder)
      throws IOException {
    CommandLineRun trained =
        CommandLineRun.of("train", file.toString(), "--out", folder.resolve("run").toString());
    assertEquals(0, trained.code(), trained.err());
    JsonNode result = new ObjectMapper().readTree(folder.resolve("run/result.json").toFile());
    Bound bound = BOUNDS.get(file.getFileName().toString().replaceAll("-[a-z]+\\.yaml", ""));
    bound.network().requireIn(result.path("test"), "network");
    bound
        .simple()
        .requireIn(result.path("baselines").path(bound.baseline()).path("test"), bound.baseline());
    String metric = bound.network().metric();
    CommandLineRun evaluated =
        CommandLineRun.of("evaluate", folder.resolve("run").toString(), "--split", "test");
    assertTrue(
        evaluated
            .out()
            .contains(
                "test %s %.6f".formatted(metric, result.path("test").path(metric).asDouble())),
        evaluated.out());
  }
}
