package unroll.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unroll.command.CommandLineRun;
import unroll.config.UserException;
import unroll.serve.TrainedRuns;

/** Run folders that no training has left so. */
class DamagedRunTest {
  @TempDir private Path folder;

  private CommandLineRun report(Path... folders) {
    Stream<String> arguments =
        Stream.concat(
            Stream.of("report", "-o", folder.resolve("report.html").toString()),
            Stream.of(folders).map(Path::toString));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private void requireRefused(CommandLineRun run, String said) {
    assertEquals(2, run.code(), run.err());
    assertEquals(1, run.err().strip().lines().count(), run.err());
    assertTrue(run.err().contains(said), run.err());
    assertFalse(Files.exists(folder.resolve("report.html")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metrics.csv|''|metrics.csv: empty",
        "metrics.csv|'epoch,step\n1,2\n'|line 1: expected the columns step,epoch",
        "metrics.csv|'H1,2\n'|line 2: expected 5 columns, found 2",
        "metrics.csv|'H1,1,0x1,1,1\n"
            + "'|line 2, column learning-rate: expected a number, found \"0x1\"",
        "metrics.csv|'H2,1,1,1,1\n2,1,1,1,1\n'|line 3: expected a step after the one before",
        "times.csv|'step,seconds,symbols-per-second\n1,2,NaN\n2.5,1,1\n'|line 3: expected a step",
        "result.json|'{'|result.json, line 1: not JSON",
        "result.json|'[[[[[[[[[[[[]]]]]]]]]]]]'|result.json",
        "result.json|'{\"test\":{},\"test\":{}}'|Duplicate field",
        "result.json|'{\"baselines\":{}}'|expected metrics of a split",
        "result.json|'{\"test\":{\"loss\":\"low\"},\"baselines\":{}}'|test.loss: expected a number",
        "result.json|'{\"test\":{},\"baselines\":{},\"ending\":\"x\"}'|steps: expected a whole"
            + " number",
        "provenance.json|'{}'|not a provenance.json",
        "test-confusion.tsv|'expected\ta\tb\na\t1\t2\n'|expected a row for each of 2 classes",
        "test-confusion.tsv|'expected\ta\na\t-1\n'|line 2: expected a count, found \"-1\"",
        "test-confusion.tsv|'expected\ta\nb\t1\n'|line 2: expected the row of a",
        "test-by-length.tsv|'sentences\tlength\n'|line 1: expected the column length first",
        "test-by-length.tsv|'length\tchrf\n4\tNaN\n'|line 2: column chrf: expected a number from 0",
        "test-by-length.tsv|'length\tchrf\n4\t1\n4\t1\n'|line 3: expected a length above",
        "test-predictions.tsv|'input\tpredicted\n'|line 1: expected columns of the input",
        "test-predictions.tsv|'input\texpected\tpredicted\na\tb\n'|line 2: expected 3 columns",
        "test-predictions.tsv|'input\texpected\tpredicted\n\\x\tb\tb\n'|line 2: unknown escape",
      })
  void aFileThatNoTrainingWritesIsRefusedInALine(String file, String content, String said)
      throws IOException {
    Path run = TrainedRuns.copy(TrainedRuns.rows(), folder.resolve("run"));
    Files.writeString(
        run.resolve(file),
        content.replaceFirst("^H", "step,epoch,learning-rate,gradient-norm,training-loss\n"));
    requireRefused(report(run), said);
  }

  @Test
  void foldersThatAreNoRunsAreRefused() throws IOException {
    requireRefused(report(folder.resolve("none")), "no such run folder");
    requireRefused(report(Files.createDirectory(folder.resolve("empty"))), "not a run folder");
    requireRefused(report(TrainedRuns.hello(), TrainedRuns.hello()), "given twice");
    Path linked = TrainedRuns.copy(TrainedRuns.hello(), folder.resolve("linked"));
    Files.createSymbolicLink(linked.resolve("test-predictions.tsv"), TrainedRuns.hello());
    requireRefused(report(linked), "is a link");
  }

  @Test
  void textThatIsNotUtf8IsRefusedWithItsLine() throws IOException {
    Path run = TrainedRuns.copy(TrainedRuns.rows(), folder.resolve("run"));
    Path table = run.resolve("test-predictions.tsv");
    byte[] bytes = Files.readAllBytes(table);
    bytes[bytes.length - 5] = (byte) 0xff;
    Files.write(table, bytes);
    requireRefused(report(run), "test-predictions.tsv, line ");
  }

  @Test
  void noDamageAtAllIsMoreThanALine() throws IOException {
    Path run = TrainedRuns.copy(TrainedRuns.rows(), folder.resolve("run"));
    Random random = new Random(7);
    List<String> files =
        List.of("metrics.csv", "times.csv", "result.json", "provenance.json", "test-confusion.tsv");
    int refused = 0;
    for (String name : files) {
      Path file = run.resolve(name);
      byte[] whole = Files.readAllBytes(file);
      for (int i = 0; i < 40; i++) {
        Files.write(file, damaged(whole, random));
        try {
          assertTrue(Report.of(List.of(run)).html().endsWith("</html>\n"));
        } catch (UserException e) {
          refused++;
        }
      }
      Files.write(file, whole);
    }
    assertTrue(refused > 100, refused + " of 200 refused");
  }

  private static byte[] damaged(byte[] whole, Random random) {
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    int at = random.nextInt(text.length());
    String damaged =
        switch (random.nextInt(4)) {
          case 0 -> text.substring(0, at);
          case 1 -> text.substring(0, at) + (char) random.nextInt(256) + text.substring(at + 1);
          case 2 -> text.substring(0, at) + text.substring(Math.min(text.length(), at + 9));
          default -> text.substring(0, at) + text.substring(at / 2);
        };
    return damaged.getBytes(StandardCharsets.ISO_8859_1);
  }
}
