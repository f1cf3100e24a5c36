package unroll.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.command.CommandLineRun;
import unroll.network.ModelFile;

/** The average of a run's newest models, and whether it becomes the best model. */
class AveragingTest {
  @TempDir private Path folder;

  private CommandLineRun train(String config, String... settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                CommandLineRun.project("app/configs/smoke/" + config + ".yaml").toString(),
                "--out",
                folder.resolve("run").toString()));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private JsonNode result() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("run/result.json").toFile());
  }

  private INDArray parameters(String file) {
    return ModelFile.read(folder.resolve("run").resolve(file)).network().dl4j().params();
  }

  private INDArray mean(JsonNode steps) {
    INDArray sum = null;
    for (JsonNode step : steps) {
      INDArray own = parameters("average/step-%08d.zip".formatted(step.asInt()));
      sum = sum == null ? own : sum.add(own);
    }
    return sum.div(steps.size());
  }

  private List<String> kept() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("run/average"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Steps that are too long, so that models lie around the best place and not in it. */
  @Test
  void anAverageThatIsBetterBecomesTheBestModel() throws IOException {
    CommandLineRun trained =
        train(
            "translation-gru",
            "training.epochs=4",
            "training.evaluate-every=20",
            "training.schedule=constant",
            "training.optimizer.learning-rate=0.02",
            "training.average-last=4");
    assertEquals(0, trained.code(), trained.err());
    JsonNode average = result().path("average");
    assertTrue(average.path("best").asBoolean(), trained.out());
    assertEquals(4, average.path("steps").size());
    assertTrue(parameters("model.zip").equalsWithEps(mean(average.path("steps")), 1e-6));
    assertEquals(6, kept().size());
    assertTrue(
        trained.out().contains("average of the 4 newest models, validation: ")
            && trained.out().contains(": the best model\n"),
        trained.out());
    assertEquals(
        average.path("validation").path("loss").asDouble(),
        result().path("validation").path("loss").asDouble());
    double bestLoss = average.path("validation").path("loss").asDouble();
    double[] losses =
        FinishedRun.open(folder.resolve("run"))
            .metrics()
            .orElseThrow()
            .column("validation-loss")
            .orElseThrow();
    for (double loss : losses) {
      assertTrue(bestLoss < loss, bestLoss + " and " + loss);
    }
    assertTrue(Files.exists(folder.resolve("run/model-single.zip")));
  }

  @Test
  void anAverageThatIsWorseIsNotTaken() throws IOException {
    CommandLineRun trained =
        train(
            "translation-gru",
            "training.epochs=1",
            "training.evaluate-every=10",
            "training.average-last=100");
    assertEquals(0, trained.code(), trained.err());
    JsonNode average = result().path("average");
    assertFalse(average.path("best").asBoolean(true), trained.out());
    int evaluations = Files.readAllLines(folder.resolve("run/metrics.csv")).size() - 1;
    assertEquals(evaluations, average.path("steps").size());
    int last = average.path("steps").path(evaluations - 1).asInt();
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("run/average/step-%08d.zip".formatted(last))),
        Files.readAllBytes(folder.resolve("run/model.zip")));
    assertTrue(trained.out().contains(": not the best model\n"), trained.out());
    assertFalse(Files.exists(folder.resolve("run/model-single.zip")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "character-language-model-gru",
        "single-step-classification-gru",
        "frame-tags-lstm",
        "sentiment-classification-rnn"
      })
  void everyTaskHasAverages(String config) throws IOException {
    CommandLineRun trained =
        train(config, "training.epochs=2", "training.average-last=2", "training.best-by=loss");
    assertEquals(0, trained.code(), trained.err());
    assertEquals(2, result().path("average").path("steps").size());
    CommandLineRun evaluated = CommandLineRun.of("evaluate", folder.resolve("run").toString());
    assertEquals(0, evaluated.code(), evaluated.err());
  }

  @Test
  void withoutValidationThereIsNoAverage() {
    CommandLineRun refused =
        train("translation-gru", "task.validation-fraction=0", "training.average-last=2");
    assertEquals(2, refused.code());
    assertEquals(
        "training.average-last: there is no validation split to tell whether an average is better;"
            + " expected 0",
        refused.err().strip());
  }

  @Test
  void aPackedRunHasTheAverageAndNotWhatItWasMadeOf() throws IOException {
    anAverageThatIsBetterBecomesTheBestModel();
    Path jar = folder.resolve("run.jar");
    CommandLineRun packed =
        CommandLineRun.of("pack", folder.resolve("run").toString(), "-o", jar.toString());
    assertEquals(0, packed.code(), packed.err());
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      assertTrue(zip.stream().anyMatch(entry -> entry.getName().endsWith("/model.zip")));
      assertTrue(
          zip.stream()
              .noneMatch(
                  entry ->
                      entry.getName().contains("single.zip")
                          || entry.getName().contains("average")));
    }
  }
}
