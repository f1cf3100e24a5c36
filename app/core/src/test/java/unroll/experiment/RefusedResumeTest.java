package unroll.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import unroll.command.CommandLineRun;
import unroll.config.UserException;

/** What a training does not go on with, or write over. */
class RefusedResumeTest extends ResumedTrainings {
  @Test
  void anotherConfigurationIsRefusedWithItsKeys() {
    train(EXAMPLES, "run", ExistingRun.REFUSED, new StoppingObserver(3));
    String other =
        EXAMPLES.replace("units: 10", "units: 11").replace("batch-size: 256", "batch-size: 32");
    assertEquals(
        folder.resolve("run")
            + ": was begun with another configuration; it can go on only with the same"
            + " network.units, training.batch-size",
        assertThrows(
                UserException.class,
                () -> train(other, "run", ExistingRun.RESUMED, StoppingObserver.never()))
            .getMessage());
  }

  @Test
  void otherDataAreRefused() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("text.txt"), "abcabcabd".repeat(40));
    String keys =
        "task: {type: character-language-model, file: '%s'}, training: {sequence-length: 4}"
            .formatted(data.resolve("text.txt"));
    train(keys, "run", ExistingRun.REFUSED, new StoppingObserver(3));
    Files.writeString(data.resolve("text.txt"), "abcabcabc".repeat(40));
    assertEquals(
        data.resolve("text.txt")
            + ": not the data this run was trained on (its SHA-256 is another)",
        assertThrows(
                UserException.class,
                () -> train(keys, "run", ExistingRun.RESUMED, StoppingObserver.never()))
            .getMessage());
  }

  @Test
  @SuppressWarnings("try")
  void aSecondTrainingIntoTheFolderIsRefusedWithTheProcessOfTheFirst() throws IOException {
    Path run = folder.resolve("run");
    try (RunFolder first = RunFolder.open(run, ExistingRun.REFUSED)) {
      for (ExistingRun existing : ExistingRun.values()) {
        String message =
            assertThrows(
                    UserException.class,
                    () -> train(EXAMPLES, "run", existing, StoppingObserver.never()))
                .getMessage();
        assertEquals(
            "%s: process %d is training into this folder; wait for its end, or choose another --out"
                .formatted(run, ProcessHandle.current().pid()),
            message);
      }
    }
    // What a process that was killed left behind.
    Files.writeString(run.resolve(".lock"), "99999999");
    assertTrue(train(EXAMPLES, "run", ExistingRun.REFUSED, StoppingObserver.never()).isPresent());
    assertEquals("", Files.readString(run.resolve(".lock")));
  }

  @Test
  void filesThatAreNoRunsAreNeitherReplacedNorDeleted() throws IOException {
    Path run = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(run.resolve("test-predictions.tsv"), "mine");
    Files.writeString(run.resolve("source-vocabulary.txt"), "mine");
    String message =
        assertThrows(
                UserException.class,
                () -> train(EXAMPLES, "mine", ExistingRun.REFUSED, StoppingObserver.never()))
            .getMessage();
    assertEquals(
        run.resolve("source-vocabulary.txt")
            + ": is in the way of the run's own; choose another"
            + " --out",
        message);
    assertEquals("mine", Files.readString(run.resolve("test-predictions.tsv")));
    assertEquals("mine", Files.readString(run.resolve("source-vocabulary.txt")));
    assertFalse(Files.exists(run.resolve("config.yaml")));
  }

  @Test
  void provenanceIsEnoughToRepeatARunOnTheSameData() throws IOException {
    Path data = Files.writeString(folder.resolve("text.txt"), "abcabcabd".repeat(40));
    Path file =
        Files.writeString(
            folder.resolve("my.yaml"),
            "name: my\ntask: {type: character-language-model, file: text.txt}\n"
                + "training: {sequence-length: 4, epochs: 2}\n");
    Path first = folder.resolve("first");
    assertEquals(0, CommandLineRun.of("train", file.toString(), "--out", first.toString()).code());
    Path second = folder.resolve("second");
    String from = first.resolve("provenance.json").toString();
    String[] again = {"train", "--from", from, "--out", second.toString()};
    CommandLineRun repeated = CommandLineRun.of(again);
    assertEquals(0, repeated.code(), repeated.err());
    assertFalse(repeated.out().contains(" here, "), repeated.out());
    assertSameRun("first", "second");

    Files.writeString(data, "abcabcabc".repeat(40));
    CommandLineRun refused =
        CommandLineRun.of("train", "--from", from, "--out", folder.resolve("third").toString());
    assertEquals(2, refused.code());
    assertEquals(
        data + ": not the data this run was trained on (its SHA-256 is another)\n", refused.err());
    assertFalse(Files.exists(folder.resolve("third")));
    assertEquals(2, CommandLineRun.of("train", "--from", file.toString()).code());
    assertEquals(2, CommandLineRun.of("train", file.toString(), "--from", from).code());
    assertEquals(2, CommandLineRun.of("train").code());
  }
}
