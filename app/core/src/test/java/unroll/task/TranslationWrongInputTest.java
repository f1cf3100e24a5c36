package unroll.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.command.CommandLineRun;

/** Mistakes in the pairs of a translation and in its keys, through the command line. */
class TranslationWrongInputTest {
  private static final String TABLE =
      """
      name: wrong
      task:
        type: translation
        train: {type: table, file: pairs.csv}
      """;

  private static final String FILES =
      """
      name: wrong
      task:
        type: translation
        train: {type: files, source: a.de, target: a.en}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void pairs() throws IOException {
    write("pairs.csv", "source,target\n" + "eins,one\nzwei,two\n".repeat(20));
    write("a.de", "eins\nzwei\ndrei\n");
    write("a.en", "one\ntwo\nthree\n");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private CommandLineRun train(String config, String... settings) throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.yaml"), config);
    List<String> arguments = new ArrayList<>(List.of("train", file.toString()));
    arguments.addAll(List.of("--out", folder.resolve("run").toString()));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private void assertMistake(CommandLineRun run, String... parts) {
    assertEquals(2, run.code(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    for (String part : parts) {
      assertTrue(run.err().contains(part), part + " is missing in: " + run.err());
    }
    assertFalse(Files.exists(folder.resolve("run")), "a refused run leaves no folder");
  }

  @Test
  void aColumnThatIsNotThere() throws IOException {
    assertMistake(
        train(TABLE, "task.train.target-column=targte"),
        "pairs.csv: no column 'targte'; did you mean target?");
    write("pairs.csv", "source,english\n");
    assertMistake(train(TABLE), "pairs.csv: no column 'target'; expected source, english");
  }

  @Test
  void aTableWithoutPairs() throws IOException {
    write("pairs.csv", "source,target\n");
    assertMistake(train(TABLE), "pairs.csv: no pairs; expected rows");
  }

  @Test
  void filesOfUnequalLength() throws IOException {
    write("a.en", "one\ntwo\nthree\nfour\n");
    assertMistake(
        train(FILES), "a.de has 3 lines, but ", "a.en has 4; expected a translation for every");
  }

  @Test
  void emptyFiles() throws IOException {
    write("a.de", "");
    write("a.en", "");
    assertMistake(train(FILES), "a.de: is empty; expected a sentence a line");
    Files.delete(folder.resolve("a.de"));
    assertMistake(train(FILES), "a.de: no such file");
  }

  @Test
  void aPairWithAnEmptySentence() throws IOException {
    write("a.de", "eins\n \u00A0\ndrei\n");
    assertMistake(train(FILES), "a.de, line 2: empty, expected a sentence");
    write("pairs.csv", "source,target\neins,one\n,two\n");
    assertMistake(train(TABLE), "pairs.csv, line 3, column source: empty, expected a sentence");
    write("pairs.csv", "source,target\neins,one\n\"z\nw\",\n");
    assertMistake(train(TABLE), "pairs.csv, line 3, column target: empty, expected a sentence");
    assertMistake(
        train(TABLE, "task.train={type: inline, pairs: [\"a = b\", \" = c\"]}"),
        "pairs[1]: empty, expected a sentence");
  }

  @Test
  void aSentenceThatIsNoText() throws IOException {
    byte[] bytes = "eins\nzwei\ndrei\n".getBytes(StandardCharsets.UTF_8);
    bytes[6] = (byte) 0xFF;
    Files.write(folder.resolve("a.de"), bytes);
    assertMistake(train(FILES), "a.de: byte 0xff at offset 6 is not UTF-8");
    write("a.de", "eins\nz" + "\u0301".repeat(1001) + "\ndrei\n");
    assertMistake(train(FILES), "a.de, line 2: more than 1", "combining marks in a row");
    write("a.de", "eins\n" + "z".repeat((1 << 20) + 1) + "\ndrei\n");
    assertMistake(train(FILES), "a.de, line 2: longer than 1048576 characters");
  }

  @Test
  void pairsThatAreAllTooLong() throws IOException {
    assertMistake(
        train(
            TABLE,
            "task.validation-fraction=0",
            "task.source.unit=syllable",
            "task.source.max-length=3"),
        "training: no pair is left: all 40 have a sentence of more than 3 source or 100 target"
            + " pieces; raise task.max-words or max-length");
  }

  @Test
  void aSplitWithoutPairs() throws IOException {
    assertMistake(
        train(TABLE, "task.test-fraction=0.01"),
        "task.test-fraction: 0.01 of 40 pairs is none; expected 0 or a larger share");
    write("a.de", "eins eins\n");
    write("a.en", "one\n");
    assertMistake(
        train(
            TABLE,
            "task.test={type: files, source: a.de, target: a.en}",
            "task.max-words=1",
            "task.validation-fraction=0"),
        "test: no pair is left: all 1 have a sentence of more than 1 words");
  }

  @Test
  void tooFewSourcesToHoldSomeBack() throws IOException {
    assertMistake(
        train(TABLE, "task.validation-fraction=0.2"),
        "pairs.csv: its 40 pairs have too few different sources");
  }

  @Test
  void keysThatAreWrong() throws IOException {
    assertMistake(
        train(TABLE, "task.source.unit=sylable"),
        "task.source.unit: unknown: sylable; did you mean syllable? expected character, syllable,"
            + " subword, word");
    assertMistake(
        train(TABLE, "task.beam-width=0"), "task.beam-width: must be at least 1, found 0");
    assertMistake(
        train(TABLE, "task.beam-width=wide"),
        "task.beam-width: expected a whole number, found wide");
    assertMistake(
        train(TABLE, "task.feed=zeroes"), "task.feed: unknown: zeroes; did you mean zeros?");
    assertMistake(
        train(TABLE, "task.train={type: tabel, file: pairs.csv}"),
        "task.train.type: unknown: tabel; did you mean table?");
    assertMistake(
        train(TABLE, "task.train={type: inline, pairs: [one two]}"),
        "task.train.pairs: expected \"sentence = translation\", found \"one two\"");
  }

  @Test
  void keysThatDoNotGoTogether() throws IOException {
    assertMistake(
        train(TABLE, "task.length-penalty=1"),
        "task.length-penalty: goes with a beam-width above 1");
    assertMistake(
        train(TABLE, "task.target.unit=subword"),
        "task.target.merges: missing; unit: subword needs a number");
    assertMistake(
        train(TABLE, "task.target.merges=10"), "task.target.merges: goes with unit: subword");
    assertMistake(
        train(TABLE, "task.train.source-column=target"),
        "task.train.target-column: is the column of the sources too");
    assertMistake(
        train(
            TABLE, "task.test={type: files, source: a.de, target: a.en}", "task.test-fraction=0.1"),
        "task.test-fraction: there are pairs to test on already; expected 0");
    assertMistake(
        train(TABLE, "task.test-fraction=0.5", "task.validation-fraction=0.5"),
        "task.test-fraction: nothing is left to train on");
  }

  @Test
  void aNetworkThatWouldReadWhatItHasYetToWrite() throws IOException {
    String few = "task.validation-fraction=0";
    assertMistake(
        train(TABLE, few, "task.feed=zeros", "training.feeding=free-running"),
        "training.feeding: this task's network does not read its own output");
    assertMistake(train(TABLE, few, "network.bidirectional=true"), "network.bidirectional: ");
    assertMistake(
        train(TABLE, few, "task.feed=zeros", "network.bidirectional=true"),
        "network.bidirectional: ");
    assertMistake(
        train(TABLE, few, "training.best-by=bleu"),
        "training.best-by: unknown: bleu; expected loss, token-accuracy");
  }
}
