package unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignmentTableTest {
  private static List<String> cells(String line) {
    return Arrays.stream(line.split("\t", -1)).map(Vocabulary::unescape).toList();
  }

  @Test
  void whatIsWrittenIsReadAgainTabsAndLineEndsInPiecesToo() {
    float[][] weights = {{0.25f, 0.75f, 0}, {0, 0.5f, 0.5f}};
    Alignment alignment =
        new Alignment(List.of("a\tb", "\\", "\n"), List.of("\r", "<end>"), weights);
    List<String> lines = AlignmentTable.text(List.of(alignment, alignment)).lines().toList();
    assertEquals(3, lines.size());
    AlignmentTable.requireHeader(cells(lines.get(0)));
    Alignment read = AlignmentTable.alignment(cells(lines.get(2)));
    assertEquals(alignment.source(), read.source());
    assertEquals(alignment.target(), read.target());
    for (int row = 0; row < 2; row++) {
      assertArrayEquals(weights[row], read.weights()[row], 1e-4f);
    }
    assertEquals(1, read.mostLookedAt(0));
    assertEquals(1, read.mostLookedAt(1), "the first of equal ones");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a|x|2.0|expected a weight from 0 to 1, found \"2.0\"",
        "a|x|NaN|expected a weight from 0 to 1, found \"NaN\"",
        "a|x|one|expected a weight from 0 to 1, found \"one\"",
        "a|x|0.5\\t0.5|expected weights of 1 source pieces, found 2",
        "a|x|1\\n1|expected weights of 1 target pieces, found 2",
        "a|x\\ty|1|expected weights of 2 target pieces, found 1"
      })
  void aDamagedLineIsRefused(String source, String target, String weights, String message) {
    List<String> cells = List.of(source, Vocabulary.unescape(target), Vocabulary.unescape(weights));
    String said =
        assertThrows(IllegalArgumentException.class, () -> AlignmentTable.alignment(cells))
            .getMessage();
    assertTrue(said.contains(message), said);
  }
}
