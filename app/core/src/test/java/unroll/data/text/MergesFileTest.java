package unroll.data.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unroll.config.UserException;

class MergesFileTest {
  @TempDir private Path folder;

  @Test
  void theFileHasALineForEveryMerge() {
    assertEquals(
        " \tt\n t\th\n\\\\\t\\\\\n",
        new String(
            MergesFile.toBytes(
                List.of(new Merge(" ", "t"), new Merge(" t", "h"), new Merge("\\", "\\"))),
            StandardCharsets.UTF_8));
  }

  @Test
  void aSplitterReadBackSplitsTheSame() throws IOException {
    Random random = new Random(21);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      texts.add(AwkwardTexts.draw(random));
    }
    texts.add("\\\\\\ \\\\\\ \\\\\\");
    for (boolean lowercase : new boolean[] {false, true}) {
      TextSplitter learned = TextSplitter.learn(TextUnit.SUBWORD, lowercase, 2_000, texts);
      byte[] bytes = learned.toBytes().orElseThrow();
      TextSplitter read = TextSplitter.read(TextUnit.SUBWORD, lowercase, write(bytes));

      assertArrayEquals(bytes, read.toBytes().orElseThrow());
      for (int i = 0; i < 3_000; i++) {
        String text = AwkwardTexts.draw(random);
        assertEquals(learned.split(text), read.split(text));
      }
    }
  }

  @Test
  void anEmptyFileHasNoMerges() throws IOException {
    assertEquals(List.of(), MergesFile.read(write(new byte[0])));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "a_b/ab            | line 2: the last line does not end",
        "a_b/ab/           | line 2: expected two pieces with a tab between them, found \"ab\"",
        "a_b//             | line 2: expected two pieces with a tab between them, found \"\"",
        "a_b_c/            | line 1: expected two pieces with a tab between them, found"
            + " \"a\\tb\\tc\"",
        "a_b^/             | line 1: ends in a carriage return; expected a line feed alone",
        "a_^_/             | line 1: expected two pieces with a tab between them, found"
            + " \"a\\t\\r\\t\"",
        "^_a/              | line 1: white space is no part of a word, found \"\\r\"",
        "a_/               | line 1: expected a single character or a piece that a line above"
            + " makes, found \"\"",
        "a_b/abc_d/        | line 2: expected a single character or a piece that a line above"
            + " makes, found \"abc\"",
        "a_b/b_c/a_b/      | line 3: the merge \"a\\tb\" stands in a line above",
        "a_~/              | line 1: a space begins a word, so it cannot stand on the right",
        "~_a/b_~a/         | line 2: a space begins a word, so it cannot stand on the right",
        "a_\u00A0/         | line 1: white space is no part of a word, found \"\u00A0\"",
        "a_\\/             | line 1: a backslash must be written twice, found \"\\\\\"",
        "a_\\n/            | line 1: a backslash must be written twice, found \"\\\\n\"",
        "a_\\\\\\/         | line 1: a backslash must be written twice, found \"\\\\\\\\\\\\\"",
      },
      ignoreLeadingAndTrailingWhitespace = true)
  void aWrongLineIsToldWithItsNumber(String content, String message) throws IOException {
    Path file =
        write(
            content
                .replace('_', '\t')
                .replace('~', ' ')
                .replace('^', '\r')
                .replace('/', '\n')
                .getBytes("UTF-8"));

    assertEquals(file + ": " + message, refusal(file));
  }

  @Test
  void aLongLineIsShownByItsStart() throws IOException {
    Path file = write(("a\t" + "x".repeat(1000) + "\n").getBytes("UTF-8"));

    assertEquals(
        file
            + ": line 1: expected a single character or a piece that a line above makes, found \""
            + "x".repeat(40)
            + "...\"",
        refusal(file));
  }

  @Test
  void bytesThatAreNotUtf8AreToldWithTheirLine() throws IOException {
    Path file = write("a\tb\n가\t나\n".getBytes("EUC-KR"));

    assertEquals(file + ": line 2: not UTF-8", refusal(file));
  }

  @Test
  void aMissingFileIsToldWithItsName() {
    Path file = folder.resolve("none.txt");

    assertEquals(file + ": no such file", refusal(file));
  }

  @Test
  void aFileThatIsTooLargeIsRefused() throws IOException {
    Path file = write(new byte[0]);
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength((1L << 26) + 1);
    }

    assertEquals(file + ": larger than 64 MiB; expected a file of merges", refusal(file));
  }

  private static String refusal(Path file) {
    return assertThrows(UserException.class, () -> TextSplitter.read(TextUnit.SUBWORD, false, file))
        .getMessage();
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve(TextSplitter.MERGES_FILE), content);
  }

  @Test
  void mergesChosenToHaveOneHashTakeNoLonger() throws IOException {
    // "Aa" and "BB" have one hash, and so have all words of as many of them.
    List<String> words = List.of("Aa", "BB");
    StringBuilder lines = new StringBuilder("A\ta\nB\tB\n");
    for (int length = 2; length <= 8; length *= 2) {
      List<String> longer = new ArrayList<>();
      for (String left : words) {
        for (String right : words) {
          lines.append(left).append('\t').append(right).append('\n');
          longer.add(left + right);
        }
      }
      words = longer;
    }
    List<String> pieces = words.subList(0, 200);
    for (String left : pieces) {
      for (String right : pieces) {
        lines.append(left).append('\t').append(right).append('\n');
      }
    }
    Path file = folder.resolve("merges.txt");
    Files.writeString(file, lines);
    assertTimeout(
        Duration.ofSeconds(5),
        () -> assertEquals(2 + 4 + 16 + 256 + 200 * 200, MergesFile.read(file).size()));
  }
}
