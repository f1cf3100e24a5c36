package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
  private static final String HELLO = CommandLineRun.project("app/configs/hello.yaml").toString();

  private static String smoke(String name) {
    return CommandLineRun.project("app/configs/smoke/" + name + ".yaml").toString();
  }

  private static String quick(String name) {
    CommandLineRun run = CommandLineRun.of("validate", "--quick", smoke(name));
    assertEquals("", run.err());
    assertEquals(0, run.code());
    for (String line : run.out().lines().filter(line -> !line.endsWith(": valid")).toList()) {
      assertTrue(line.length() <= 100, line);
    }
    return run.out().replaceAll(" +", " ");
  }

  private static void assertHas(String out, String... lines) {
    for (String line : lines) {
      assertTrue(out.contains(line), "lacks \"" + line + "\":\n" + out);
    }
  }

  @Test
  void theLayersAreShownWithShapesAndParameters() {
    CommandLineRun run = CommandLineRun.of("validate", "--quick", HELLO);
    assertHas(
        run.out().replaceAll(" +", " "),
        " 1 rnn [1, 4] [1, 4, 3] 24\n",
        " 2 softmax of 4 labels [1, 4, 3] [1, 4, 4] 16\n",
        " in all 40\n",
        " parameters 160 B\n",
        " the optimizer's state 320 B\n",
        " e 1 25.0 %\n");
    assertFalse(run.out().contains("warning"), run.out());
    assertTrue(run.out().endsWith("hello.yaml: valid\n"), run.out());
  }

  @Test
  void theTimeOfATrainingIsMeasured() {
    CommandLineRun run = CommandLineRun.of("validate", HELLO);
    assertEquals(0, run.code(), run.err());
    String out = run.out().replaceAll(" +", " ");
    assertTrue(out.matches("(?s).*\n an optimizer step [0-9.]+ m?s\n.*"), out);
    assertTrue(out.matches("(?s).*\n a training [0-9.]+ m?s \\(200 epochs\\)\n.*"), out);
  }

  @Test
  void aNetworkThatCanLearnABatchByHeartDoesSoTheSameWayEveryTime() {
    CommandLineRun run = CommandLineRun.of("validate", "--overfit", HELLO);
    assertEquals(0, run.code(), run.err());
    assertHas(run.out(), "after 0 steps ", "the network can learn a batch by heart\n");
    assertEquals(run.out(), CommandLineRun.of("validate", "--overfit", HELLO).out());
  }

  @Test
  void aRateThatIsFarTooLowIsFoundOut() {
    CommandLineRun run =
        CommandLineRun.of(
            "validate", "--overfit", HELLO, "--set", "training.optimizer.learning-rate=1e-7");
    assertEquals(1, run.code());
    assertHas(
        run.out(),
        "training.optimizer.learning-rate is too low: with ",
        "hello.yaml: valid, but the network cannot learn a batch\n");
  }

  @Test
  void bothDirectionsAPoolingAndClassesAreShown() {
    assertHas(
        quick("sentiment-classification-gru"),
        " 2 gru, both ways, max state [32, 71, 32] [32, 96] 23,616\n",
        " 3 softmax of 2 labels [32, 96] [32, 2] 194\n",
        " negative 805 50.0 % 115 50.0 % 230 50.0 %\n",
        "lengths of the 1,610 training sequences in steps\n",
        " cut: 0 of 1,610 training sequences, 0.0 % (task.max-length: 500)\n");
  }

  @Test
  void unknownTokensAreNamed() {
    assertHas(quick("frame-tags-lstm"), " test tokens 1,628, unknown 0.1 %\n", ": tea, coffee\n");
  }

  @Test
  void aTranslationHasTwoVocabularies() {
    assertHas(
        quick("translation-gru"),
        " validation source syllables 2,060, unknown 0.0 %\n",
        " test target syllables 1,261, unknown 0.0 %\n",
        " left out: 0 of 2,400 training sequences, 0.0 % (max-length: 12 of the source, 5 of the");
  }

  @Test
  void anEncoderShowsWhatItMakesOfAFrame() {
    assertHas(
        quick("image-captioning-lstm"),
        " 1 encoder of frames and 27 symbols [8, 9, 768] [8, 9, 256] 109,400\n",
        " convolution 3 x 3, pool 2: [3, 16, 16] to [16, 8, 8] a frame\n",
        " test words 1,394, unknown 0.0 %\n");
  }

  @Test
  void rowsOfATableAreAnsweredWithYesOrNo() {
    assertHas(
        quick("single-step-classification-gru"),
        " 3 yes or no [32, 1, 16] [32, 1, 1] 17\n",
        " hypertension 290 26.1 % 38 20.7 % 149 26.9 %\n",
        "lengths of the training sequences: 1,111 of 1 step each\n");
  }

  @Test
  void labelsThatTrainingNeverShowsAreWarnedOf(@TempDir Path folder) throws IOException {
    Path config = folder.resolve("labels.yaml");
    Files.writeString(folder.resolve("test.csv"), "text,label\nI saw it,none\nI hate it,no\n");
    Files.writeString(
        config,
        """
        name: labels
        task:
          type: sentiment-classification
          table: "text,label\\nI like it,yes\\nI hate it,no"
          labels: [yes, no, none, both]
          test: test.csv
          unit: word
          validation-fraction: 0
        network: {units: 2}
        """);
    CommandLineRun run = CommandLineRun.of("validate", "--quick", config.toString());
    assertEquals("", run.err());
    assertHas(
        run.out(),
        "warning: 1 label in no split at all: both\n",
        "warning: 1 label in test, never in training: none\n",
        "most frequent unknown: saw\n");
  }

  @Test
  void ofACrossValidationTheFirstFoldIsShown(@TempDir Path folder) throws IOException {
    for (String name : List.of("a", "b", "c")) {
      Files.writeString(folder.resolve(name + ".csv"), "x,label\n1,up\n2,down\n3,up\n");
    }
    Path config = folder.resolve("folds.yaml");
    Files.writeString(
        config,
        """
        name: folds
        task:
          type: frame-labeling
          frames: {type: tables}
          train: ["*.csv"]
          leave-one-out: true
        network: {units: 2}
        """);
    CommandLineRun run = CommandLineRun.of("validate", "--quick", config.toString());
    assertEquals("", run.err());
    assertHas(run.out(), "the first of 3 folds, tested on a\n", "training: 1 sequence, 3 frames");
  }

  @Test
  void theSchemaIsNotRehearsed() {
    CommandLineRun run = CommandLineRun.of("validate", "--schema", "--overfit");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("--quick and --overfit go with a CONFIG file"), run.err());
  }
}
