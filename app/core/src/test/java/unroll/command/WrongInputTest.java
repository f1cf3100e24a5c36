package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes of users, through the command line: exit code 2, the place, what was expected. */
class WrongInputTest {
  private static final String HEAD =
      """
      name: wrong
      task:
        type: character-language-model
        file: text.txt
      """;

  @TempDir private Path folder;

  private CommandLineRun train(String config) throws IOException {
    Path file = folder.resolve("wrong.yaml");
    Files.writeString(file, config);
    return CommandLineRun.of("train", file.toString(), "--out", folder.resolve("run").toString());
  }

  /** Trains hello with unlimited gradients. */
  private CommandLineRun trainUnclipped(String... settings) {
    List<String> arguments = new ArrayList<>();
    arguments.add("train");
    arguments.add(CommandLineRun.project("app/configs/hello.yaml").toString());
    arguments.add("--out");
    arguments.add(folder.resolve("run").toString());
    arguments.add("--set");
    arguments.add("training.clip-norm=0");
    for (String setting : settings) {
      arguments.add("--set");
      arguments.add(setting);
    }
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private void text(byte[] bytes) throws IOException {
    Files.write(folder.resolve("text.txt"), bytes);
  }

  private void assertMistake(CommandLineRun run, String... parts) {
    assertEquals(2, run.code(), run.err());
    for (String part : parts) {
      assertTrue(run.err().contains(part), part + " is missing in: " + run.err());
    }
    assertFalse(run.err().contains("\tat "), run.err());
    assertFalse(Files.exists(folder.resolve("run/model.zip")));
  }

  @Test
  void aMissingConfiguration() {
    assertMistake(CommandLineRun.of("train", "nothing.yaml"), "nothing.yaml: no such file");
  }

  @Test
  void aMissingTextFile() throws IOException {
    assertMistake(train(HEAD), "text.txt: no such file");
  }

  @Test
  void anEmptyTextFile() throws IOException {
    text(new byte[0]);
    assertMistake(train(HEAD), "text.txt: is empty");
  }

  @Test
  void anEmptyConfiguration() throws IOException {
    assertMistake(train(""), "wrong.yaml", "expected keys and values");
  }

  @Test
  void aTextShorterThanOneSequence() throws IOException {
    text("only a few words".getBytes(StandardCharsets.UTF_8));
    assertMistake(
        train(HEAD), "15 characters to train on", "one sequence needs 65", "sequence-length");
  }

  @Test
  void bytesThatAreNotUtf8() throws IOException {
    byte[] bytes = "x".repeat(1000).getBytes(StandardCharsets.UTF_8);
    bytes[777] = (byte) 0xC3;
    text(bytes);
    assertMistake(train(HEAD), "text.txt: byte 0xc3 at offset 777 is not UTF-8");
  }

  @Test
  void twoUnknownKeysAtOnceWithTheirLinesAndTheNearestKeys() throws IOException {
    assertMistake(
        train(HEAD + "network: {cell: lstm, unitz: 3}\ntraining:\n  epoch: 3\n"),
        "wrong.yaml:5: network.unitz: unknown key; did you mean network.units?",
        "wrong.yaml:7: training.epoch: unknown key; did you mean training.epochs?");
  }

  @Test
  void aFractionWhereAWholeNumberIsWanted() throws IOException {
    assertMistake(
        train(HEAD + "training: {epochs: 2.7}\n"),
        "wrong.yaml:5: training.epochs: expected a whole number, found 2.7");
  }

  @Test
  void negativeUnits() throws IOException {
    assertMistake(
        train(HEAD + "network: {units: -3}\n"),
        "wrong.yaml:5: network.units: must be at least 1, found -3");
  }

  @Test
  void anUnknownCell() throws IOException {
    assertMistake(
        train(HEAD + "network: {cell: lstn}\n"),
        "network.cell: unknown: lstn; did you mean lstm? expected rnn, lstm, gru");
  }

  @Test
  void aDuplicateKey() throws IOException {
    assertMistake(
        train(HEAD + "network: {units: 3}\nnetwork: {units: 4}\n"),
        "wrong.yaml:6: network: stands twice; the first is in line 5");
  }

  @Test
  void aSettingOfAnUnknownKey() throws IOException {
    text("x".repeat(500).getBytes(StandardCharsets.UTF_8));
    Path file = folder.resolve("wrong.yaml");
    Files.writeString(file, HEAD);
    assertMistake(
        CommandLineRun.of("train", file.toString(), "--set", "network.unit=3"),
        "--set network.unit=3",
        "did you mean network.units?");
  }

  @Test
  void neitherTextNorFile() throws IOException {
    assertMistake(
        train("name: wrong\ntask: {type: character-language-model}\n"),
        "wrong.yaml:2: task: expected either text or file");
  }

  @Test
  void aNameThatIsNoFolderName() throws IOException {
    assertMistake(
        train("name: ../up\ntask: {type: character-language-model, text: hello}\n"),
        "wrong.yaml:1: name: expected letters");
  }

  @Test
  void aDataSetThatIsNotThere() throws IOException {
    Path file = folder.resolve("wrong.yaml");
    Files.writeString(file, HEAD.replace("text.txt", "data:tiny-shakespeare/input.txt"));
    assertMistake(
        CommandLineRun.of("train", file.toString(), "--data", folder.toString()),
        "data set tiny-shakespeare is not in",
        "unroll data get tiny-shakespeare");
  }

  @Test
  void aFolderThatIsNoRun() throws IOException {
    assertMistake(
        CommandLineRun.of("evaluate", folder.toString()), "not a run folder: config.yaml");
    assertMistake(CommandLineRun.of("generate", "no/such/run"), "no such run folder");
  }

  @Test
  void anUnreadableRunFolder() throws IOException {
    Path run = Files.createDirectory(folder.resolve("closed"));
    Files.writeString(run.resolve("config.yaml"), HEAD);
    Files.setPosixFilePermissions(
        run.resolve("config.yaml"), PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(run.resolve("config.yaml")), "root may read everything");
    assertMistake(CommandLineRun.of("generate", run.toString()), "unreadable");
  }

  @Test
  void aRunFolderWhoseConfigurationIsNoFile() throws IOException {
    Path run = Files.createDirectories(folder.resolve("odd/config.yaml")).getParent();
    assertMistake(CommandLineRun.of("evaluate", run.toString()), "config.yaml: is a folder");
  }

  @Test
  void aLearningRateThatBlowsTheLossUpEndsTheRunWithExitCodeOne() {
    CommandLineRun run = trainUnclipped("training.optimizer={type: sgd, learning-rate: 1e38}");
    assertEquals(1, run.code());
    assertDiagnosed(run, "1.00e+38");
  }

  /** The place, the evidence and what to change, in some lines for a person. */
  private static void assertDiagnosed(CommandLineRun run, String rate) {
    assertTrue(run.err().startsWith("step 1 stopped before its update"), run.err());
    assertTrue(run.err().contains("first: the learning rate: " + rate), run.err());
    assertTrue(run.err().contains("change: training.optimizer.learning-rate: "), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
  }

  @Test
  void aTextOfOneCharacterOverAndOver() throws IOException {
    text("a".repeat(500).getBytes(StandardCharsets.UTF_8));
    assertMistake(train(HEAD), "text.txt: one character over and over");
    assertFalse(Files.exists(folder.resolve("run")), "a refused run leaves no folder");
  }

  @Test
  void dataThatIsNotWhatTheRunWasTrainedOn() throws IOException {
    text("abcdefgh".repeat(40).getBytes(StandardCharsets.UTF_8));
    CommandLineRun trained =
        train(HEAD + "network: {cell: rnn, units: 3}\ntraining: {epochs: 1}\n");
    assertEquals(0, trained.code(), trained.err());
    text("abcdefhg".repeat(40).getBytes(StandardCharsets.UTF_8));
    CommandLineRun evaluated = CommandLineRun.of("evaluate", folder.resolve("run").toString());
    assertEquals(2, evaluated.code());
    assertTrue(evaluated.err().contains("text.txt: not the data this run was trained on"));
  }

  @Test
  void aVocabularyThatIsNotTheModels() throws IOException {
    Path config = CommandLineRun.project("app/configs/hello.yaml");
    Path run = folder.resolve("hello");
    CommandLineRun.of("train", config.toString(), "--out", run.toString());
    Files.writeString(run.resolve("vocabulary.txt"), "h\ne\n");
    CommandLineRun generated = CommandLineRun.of("generate", run.toString());
    assertEquals(2, generated.code());
    assertEquals(
        "the vocabulary has 2 symbols, but the model was trained with 4\n", generated.err());
  }

  @Test
  void keysThatDoNotGoTogether() throws IOException {
    assertMistake(
        train("name: wrong\ntask: {type: character-language-model, text: ab, encoding: EUC-KR}\n"),
        "wrong.yaml:2: task.encoding: goes with a file");
    assertMistake(
        train(HEAD + "network: {cell: rnn, forget-gate-bias: 2}\n"),
        "wrong.yaml:5: network.forget-gate-bias: goes with cell: lstm");
    assertMistake(
        train("name: wrong\ntask: {type: character-language-model, text: \"ab\\ud800c\"}\n"));
  }

  @Test
  void aStepThatRuinsTheParametersIsNotSaved() {
    CommandLineRun run =
        trainUnclipped("training.optimizer={type: sgd, learning-rate: 1e300}", "training.epochs=1");
    assertEquals(1, run.code(), run.err());
    assertDiagnosed(run, "1.00e+300");
    assertFalse(Files.exists(folder.resolve("run/model.zip")));
  }

  @Test
  void aDamagedModel() throws IOException {
    Path config = CommandLineRun.project("app/configs/hello.yaml");
    Path run = folder.resolve("hello");
    CommandLineRun.of("train", config.toString(), "--out", run.toString());
    Files.writeString(run.resolve("model.zip"), "this is no zip file");
    CommandLineRun generated = CommandLineRun.of("generate", run.toString());
    assertMistake(generated, "model.zip: not a model");
    Files.delete(run.resolve("model.zip"));
    assertMistake(CommandLineRun.of("generate", run.toString()), "model.zip: missing");
  }

  @Test
  void aRunFolderThatCannotBeMade() throws IOException {
    Files.writeString(folder.resolve("file"), "not a folder");
    Path config = CommandLineRun.project("app/configs/hello.yaml");
    assertMistake(
        CommandLineRun.of(
            "train", config.toString(), "--out", folder.resolve("file/run").toString()),
        "file/run: cannot be written");
    assertMistake(
        CommandLineRun.of("train", config.toString(), "--out", folder.resolve("file").toString()),
        "file: is a file; expected a folder");
  }

  @Test
  void anUnknownCommandAndAnUnknownOption() {
    assertMistake(CommandLineRun.of("trian", "x.yaml"), "train");
    assertMistake(CommandLineRun.of("train", "x.yaml", "--sett", "a=b"), "--set");
    assertMistake(CommandLineRun.of("generate", "run", "--temperature", "-1"), "--temperature");
    assertMistake(CommandLineRun.of("generate", "run", "--length", "many"), "--length");
  }
}
