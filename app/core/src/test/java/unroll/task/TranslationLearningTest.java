package unroll.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unroll.command.CommandLineRun;

/** Small networks learn a dozen pairs by heart, whatever they are fed and however it is padded. */
class TranslationLearningTest {
  private static final String CONFIG =
      """
      name: by-heart
      task:
        type: translation
        train:
          type: inline
          pairs: [a = 1, b = 2, c = 3, a b = 2 1, b a = 1 2, a c = 3 1, c a = 1 3, a b c = 3 2 1,
            c b a = 1 2 3, b b = 2 2, c c a = 1 3 3, b a c = 3 1 2]
        validation-fraction: 0
        source: {max-length: 3}
        target: {max-length: 4}
      network: {cell: gru, units: 24, embedding: 8}
      training:
        epochs: 80
        batch-size: 4
        evaluate-every: 240
        optimizer: {type: adam, learning-rate: 0.02}
        seed: 3
      """;

  @TempDir private Path folder;

  private double exactMatch(String... settings) throws IOException {
    Path config = Files.writeString(folder.resolve("by-heart.yaml"), CONFIG);
    List<String> arguments = new ArrayList<>(List.of("train", config.toString()));
    arguments.addAll(List.of("--out", folder.resolve("run").toString()));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertEquals(0, run.code(), run.err());
    return new ObjectMapper()
        .readTree(folder.resolve("run/result.json").toFile())
        .at("/training/exact-match")
        .asDouble();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zeros", "previous-label"})
  void everyPairIsLearned(String feed) throws IOException {
    assertEquals(1, exactMatch("task.feed=" + feed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zeros", "previous-label"})
  void everyPairIsLearnedWithSymbolsForPadding(String feed) throws IOException {
    assertEquals(1, exactMatch("task.feed=" + feed, "task.padding=symbols"));
  }

  @Test
  void everyPairIsLearnedFromItsEnd() throws IOException {
    assertEquals(1, exactMatch("task.reversed-source=true", "task.beam-width=4"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "teacher-forcing",
        "free-running",
        "{type: scheduled-sampling, decay: linear, epochs: 40}"
      })
  void everyFeedingTrainsANetworkThatReadsItsOwnLabels(String feeding) throws IOException {
    double exact = exactMatch("training.feeding=" + feeding);
    assertTrue(exact > 0.8, feeding + ": " + exact);
  }
}
