package unroll.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.command.CommandLineRun;
import unroll.config.ConfigReader;
import unroll.config.UserException;
import unroll.data.DataRoot;

/** Three walks, each tested on by a network trained on another and validated on the third. */
class CrossValidationTest {
  private static final Path CONFIGS = CommandLineRun.project("app/configs");
  private static final List<String> FOLDS = List.of("walk-00", "walk-01", "walk-11");

  @TempDir private Path folder;

  private static ExperimentConfig config() {
    return new ConfigReader<>(ExperimentConfig.class)
        .readText(
            "test",
            """
            name: walks
            task:
              type: frame-labeling
              frames: {type: tables}
              train: [%s]
              leave-one-out: true
              labels: [stand, walk, run, turn]
              segment-length: 60
            network: {cell: rnn, units: 6}
            training: {epochs: 2, batch-size: 4, optimizer: {type: adam, learning-rate: 0.02}}
            """
                .formatted(
                    String.join(
                        ", ",
                        FOLDS.stream().map(fold -> "../../data/steps/" + fold + ".csv").toList())));
  }

  private Optional<FoldMetrics> train(ExistingRun existing, StoppingObserver watcher) {
    return new CrossValidation(config(), CONFIGS, new DataRoot(folder.resolve("data")))
        .train(folder.resolve("run"), existing, watcher);
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("run").resolve(file).toFile());
  }

  private boolean exists(String file) {
    return Files.exists(folder.resolve("run").resolve(file));
  }

  /** Numbers by their names. */
  private static Map<String, Double> numbers(JsonNode object) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    object.properties().forEach(field -> numbers.put(field.getKey(), field.getValue().asDouble()));
    return numbers;
  }

  /** The mean over folds, each as heavy as it has steps to label. */
  private static double mean(List<Double> values, List<Integer> steps) {
    double sum = 0;
    double weights = 0;
    for (int fold = 0; fold < values.size(); fold++) {
      sum += values.get(fold) * steps.get(fold);
      weights += steps.get(fold);
    }
    return sum / weights;
  }

  /** Rows below the header, whatever ends the lines. */
  private static int steps(String fold) throws IOException {
    return (int)
            Files.readString(CommandLineRun.project("data/steps/" + fold + ".csv"))
                .lines()
                .filter(line -> !line.isBlank())
                .count()
        - 1;
  }

  private static void assertMeans(
      Map<String, Double> means, List<Map<String, Double>> folds, List<Integer> steps) {
    assertEquals(folds.get(0).keySet(), means.keySet());
    means.forEach(
        (metric, found) ->
            assertEquals(
                mean(folds.stream().map(fold -> fold.get(metric)).toList(), steps),
                found,
                1e-12,
                metric));
  }

  @Test
  void theFiguresAreMeansOverTheLabelsOfAllTestParts() throws IOException {
    FoldMetrics metrics = train(ExistingRun.REFUSED, StoppingObserver.never()).orElseThrow();
    List<Map<String, Double>> tests = new ArrayList<>();
    Map<String, List<Map<String, Double>>> baselines = new LinkedHashMap<>();
    List<Integer> steps = new ArrayList<>();
    for (String fold : FOLDS) {
      JsonNode result = json(fold + "/result.json");
      tests.add(numbers(result.path("test")));
      result
          .path("baselines")
          .properties()
          .forEach(
              method ->
                  baselines
                      .computeIfAbsent(method.getKey(), name -> new ArrayList<>())
                      .add(numbers(method.getValue().path("test"))));
      steps.add(steps(fold));
    }
    assertEquals(3, steps.stream().distinct().count(), "walks of different lengths");
    assertNotEquals(tests.get(0).get("accuracy"), tests.get(1).get("accuracy"));
    assertMeans(metrics.test(), tests, steps);
    assertEquals(FOLDS, List.copyOf(metrics.folds().keySet()));
    assertEquals(tests, List.copyOf(metrics.folds().values()));
    assertEquals(
        List.of("majority", "nearest centroid"), List.copyOf(metrics.baselines().keySet()));
    baselines.forEach(
        (method, folds) -> assertMeans(metrics.baselines().get(method), folds, steps));

    JsonNode whole = json("result.json");
    assertEquals(metrics.test(), numbers(whole.path("test")));
    assertEquals(metrics.folds().get("walk-01"), numbers(whole.at("/folds/walk-01")));
    assertEquals(metrics.baselines().get("majority"), numbers(whole.at("/baselines/majority")));
  }

  @Test
  void everyFoldIsARunOfItsOwnAndTheWholeKeepsTheConfiguration() throws IOException {
    StoppingObserver watcher = StoppingObserver.never();
    train(ExistingRun.REFUSED, watcher);
    assertEquals(3, watcher.results().size());
    assertFalse(exists("model.zip"));
    FinishedRun whole = FinishedRun.open(folder.resolve("run"));
    assertEquals(config().withFilesIn(CONFIGS), whole.config());
    assertEquals(FOLDS, List.copyOf(whole.config().folds(new DataRoot(folder), folder).keySet()));
    for (int fold = 0; fold < 3; fold++) {
      for (String file : List.of("metrics.csv", "model.zip", "times.csv", "provenance.json")) {
        assertTrue(exists(FOLDS.get(fold) + "/" + file), file);
      }
      FinishedRun run = FinishedRun.open(folder.resolve("run").resolve(FOLDS.get(fold)));
      assertEquals("walks-" + FOLDS.get(fold), run.config().name());
      Scored scored =
          new JoinedRuns(run, List.of()).evaluate(new DataRoot(folder), Optional.of("test"));
      assertEquals(
          watcher.results().get(fold).splits().get("test").metrics(), scored.score().metrics());
    }
  }

  @Test
  void aRunIsOverwrittenOnlyWhenTold() throws IOException {
    FoldMetrics first = train(ExistingRun.REFUSED, StoppingObserver.never()).orElseThrow();
    assertEquals(
        folder.resolve("run")
            + ": holds a run already; choose another --out, --overwrite it, or --resume it if it was stopped",
        assertThrows(
                UserException.class, () -> train(ExistingRun.REFUSED, StoppingObserver.never()))
            .getMessage());
    Files.delete(folder.resolve("run/config.yaml"));
    Files.delete(folder.resolve("run/result.json"));
    assertEquals(
        folder.resolve("run/walk-00")
            + ": holds a run already; choose another --out, --overwrite it, or --resume it if it was stopped",
        assertThrows(
                UserException.class, () -> train(ExistingRun.REFUSED, StoppingObserver.never()))
            .getMessage());
    assertFalse(exists("config.yaml"), "refused before anything is written");
    assertEquals(
        first,
        train(ExistingRun.REPLACED, StoppingObserver.never()).orElseThrow(),
        "the same seed");
    assertTrue(exists("result.json"));
  }

  @Test
  void aStopEndsTheFoldThatIsTrainedAndNoOtherBegins() {
    StoppingObserver watcher = StoppingObserver.never();
    train(ExistingRun.REFUSED, watcher);
    int stepsOfAFold = watcher.results().get(0).steps();

    watcher = new StoppingObserver(stepsOfAFold + 1);
    assertTrue(train(ExistingRun.REPLACED, watcher).isEmpty());
    assertEquals(1, watcher.results().size());
    assertTrue(exists("config.yaml"));
    assertFalse(exists("result.json"), "that of the run before is gone");
    assertTrue(exists("walk-00/result.json"));
    assertTrue(exists("walk-01/checkpoint-1.zip"));
    assertFalse(exists("walk-01/result.json"));
  }

  @Test
  void aStoppedOneGoesOnToTheSameMetrics() throws IOException {
    FoldMetrics whole = train(ExistingRun.REFUSED, StoppingObserver.never()).orElseThrow();
    byte[] result = Files.readAllBytes(folder.resolve("run/result.json"));
    int rounds = 0;
    Optional<FoldMetrics> metrics = Optional.empty();
    for (int steps = 1; metrics.isEmpty(); steps++) {
      StoppingObserver watcher = new StoppingObserver(steps);
      metrics = train(rounds == 0 ? ExistingRun.REPLACED : ExistingRun.RESUMED, watcher);
      rounds++;
    }
    assertTrue(rounds > 1, rounds + " rounds");
    assertEquals(whole, metrics.get());
    assertArrayEquals(result, Files.readAllBytes(folder.resolve("run/result.json")));
  }

  @Test
  void aMistakeInALaterFoldIsToldBeforeAnythingIsTrained() {
    // The first fold trains on walk-00, which has all labels; the second on walk-01.
    String task =
        "{type: frame-labeling, frames: {type: tables}, leave-one-out: true, train:"
            + " [data:steps/walk-01.csv, data:steps/walk-11.csv, data:steps/walk-00.csv]}";
    ExperimentConfig config =
        new ConfigReader<>(ExperimentConfig.class)
            .readText("test", "{name: walks, task: " + task + "}");
    CrossValidation validation =
        new CrossValidation(config, folder, new DataRoot(CommandLineRun.project("data")));
    StoppingObserver watcher = StoppingObserver.never();
    String mistake =
        assertThrows(
                UserException.class,
                () -> validation.train(folder.resolve("run"), ExistingRun.REFUSED, watcher))
            .getMessage();
    assertTrue(mistake.contains("walk-00.csv, line "), mistake);
    assertTrue(mistake.contains("unknown label turn"), mistake);
    assertEquals(0, watcher.steps());
    assertFalse(exists(""));
  }
}
