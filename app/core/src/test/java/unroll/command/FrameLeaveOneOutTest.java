package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run a file: trained without it, tested on it. */
class FrameLeaveOneOutTest {
  private static final Path STEPS = CommandLineRun.project("data/steps");

  @TempDir private Path folder;

  private CommandLineRun train(String... walks) throws IOException {
    for (String walk : walks) {
      Files.copy(STEPS.resolve(walk), folder.resolve(walk));
    }
    Path config = folder.resolve("walks.yaml");
    Files.writeString(
        config,
        """
        name: walks
        task:
          type: frame-labeling
          frames: {type: tables}
          train: [%s]
          leave-one-out: true
          segment-length: 40
        network: {cell: rnn, units: 8}
        training: {epochs: 1, batch-size: 4}
        """
            .formatted(String.join(", ", walks)));
    return CommandLineRun.of("train", config.toString(), "--out", folder.resolve("run").toString());
  }

  @Test
  void everyFileIsAFoldWithARunFolderOfItsOwn() throws IOException {
    CommandLineRun trained = train("walk-00.csv", "walk-01.csv", "walk-10.csv", "walk-03.csv");
    assertEquals(0, trained.code(), trained.err());
    JsonNode result = new ObjectMapper().readTree(folder.resolve("run/result.json").toFile());
    double right = 0;
    double frames = 0;
    for (String walk : List.of("walk-00", "walk-01", "walk-10", "walk-03")) {
      Path run = folder.resolve("run").resolve(walk);
      JsonNode test = new ObjectMapper().readTree(run.resolve("result.json").toFile()).get("test");
      List<String> predictions = Files.readAllLines(run.resolve("test-predictions.tsv"));
      assertTrue(
          predictions.stream().skip(1).allMatch(line -> line.startsWith(walk + ".csv\t")), walk);
      right += test.get("accuracy").asDouble() * (predictions.size() - 1);
      frames += predictions.size() - 1;
      assertEquals(
          test.get("accuracy").asDouble(),
          result.at("/folds/" + walk + "/accuracy").asDouble(),
          1e-12);
    }
    assertEquals(right / frames, result.at("/test/accuracy").asDouble(), 1e-9);
    Path fold = folder.resolve("run/walk-10");
    CommandLineRun evaluated = CommandLineRun.of("evaluate", fold.toString());
    assertTrue(
        evaluated
            .out()
            .startsWith(
                "test accuracy %.6f".formatted(result.at("/folds/walk-10/accuracy").asDouble())),
        evaluated.out());
    CommandLineRun predicted =
        CommandLineRun.of("predict", fold.toString(), STEPS.resolve("walk-02.csv").toString());
    assertEquals(0, predicted.code(), predicted.err());
  }

  @Test
  void aWrongFileIsToldBeforeItsFoldIsTrained() throws IOException {
    Files.writeString(folder.resolve("walk-zz.csv"), "forward,label\n1,stand\nx,walk\n");
    Path config = folder.resolve("walks.yaml");
    Files.copy(STEPS.resolve("walk-00.csv"), folder.resolve("walk-00.csv"));
    Files.copy(STEPS.resolve("walk-01.csv"), folder.resolve("walk-01.csv"));
    Files.writeString(
        config,
        "{name: walks, task: {type: frame-labeling, frames: {type: tables, input-columns:"
            + " [forward]}, train: [walk-00.csv, walk-01.csv, walk-zz.csv], leave-one-out: true}}");
    CommandLineRun trained =
        CommandLineRun.of("train", config.toString(), "--out", folder.resolve("run").toString());
    assertEquals(2, trained.code());
    assertTrue(
        trained.err().contains("walk-zz.csv, line 3, column forward: found 'x'"), trained.err());
    assertFalse(Files.exists(folder.resolve("run/walk-00/model.zip")));
  }
}
