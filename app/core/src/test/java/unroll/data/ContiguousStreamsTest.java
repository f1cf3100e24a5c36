package unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContiguousStreamsTest {
  @Test
  void rowsAreReadSideBySideAndTheLabelIsTheNextSymbol() {
    ContiguousStreams streams = new ContiguousStreams(counting(12), 2, 4);

    assertEquals(2, streams.batches());
    assertEquals(List.of(List.of(0, 1, 2, 3), List.of(6, 7, 8, 9)), inputs(streams, 0));
    assertEquals(List.of(List.of(1, 2, 3, 4), List.of(7, 8, 9, 10)), labels(streams, 0));
    assertEquals(List.of(List.of(4, 5), List.of(10)), inputs(streams, 1));
    assertEquals(List.of(List.of(5, 6), List.of(11)), labels(streams, 1));
    assertTrue(streams.carriesState());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 20, 50})
  void everyPredictionOccursOnceAndRowsGoOnWhereTheyEnded(int batchSize) {
    for (int length = 2; length < 90; length++) {
      for (int segment : new int[] {1, 2, 3, 7, 16, 100}) {
        assertCovers(length, batchSize, segment);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // The last row is short, or nothing is left for the last rows at all.
    "22, 20, 1",
    "10000, 64, 1",
    "10001, 32, 64",
    "70000, 999, 5",
    "65537, 17, 256",
  })
  void everyPredictionOccursOnceInLongTexts(int length, int batchSize, int segment) {
    assertCovers(length, batchSize, segment);
  }

  private static void assertCovers(int length, int batchSize, int segment) {
    String what = length + " symbols, batch of " + batchSize + ", segment of " + segment;
    ContiguousStreams streams = new ContiguousStreams(counting(length), batchSize, segment);
    int rows = streams.rows(0, 0).size();
    assertTrue(rows >= 1 && rows <= batchSize, what);
    int[] seen = new int[length - 1];
    int[] end = new int[rows];
    for (int batch = 0; batch < streams.batches(); batch++) {
      List<SequenceExample> examples = streams.rows(3, batch);
      assertEquals(rows, examples.size(), what);
      for (int row = 0; row < rows; row++) {
        List<Integer> inputs = ids(examples.get(row).input());
        List<Integer> labels = ids(examples.get(row).labels());
        assertTrue(inputs.size() <= segment, what);
        assertEquals(inputs.stream().map(id -> id + 1).toList(), labels, what);
        for (int id : inputs) {
          seen[id]++;
          assertTrue(end[row] == 0 || id == end[row], what + ": a row does not go on");
          end[row] = id + 1;
        }
      }
    }
    assertTrue(IntStream.of(seen).allMatch(times -> times == 1), what);
  }

  @Test
  void aTextThatFillsTheBatchUsesAllRowsAndFullSegments() {
    ContiguousStreams streams = new ContiguousStreams(counting(4 * 30 + 1), 4, 10);

    assertEquals(3, streams.batches());
    for (int batch = 0; batch < 3; batch++) {
      for (int row = 0; row < 4; row++) {
        assertEquals(
            IntStream.range(row * 30 + batch * 10, row * 30 + batch * 10 + 10).boxed().toList(),
            inputs(streams, batch).get(row));
      }
    }
  }

  @Test
  void aShortTextUsesFewerRows() {
    ContiguousStreams streams = new ContiguousStreams(counting(6), 32, 64);

    assertEquals(1, streams.batches());
    assertEquals(List.of(List.of(0, 1, 2, 3, 4)), inputs(streams, 0));
    assertEquals(2, new ContiguousStreams(counting(2 * 64 + 1), 32, 64).rows(0, 0).size());
  }

  @Test
  void everyEpochReadsTheSame() {
    ContiguousStreams streams = new ContiguousStreams(counting(100), 3, 7);

    for (int batch = 0; batch < streams.batches(); batch++) {
      List<List<Integer>> first = inputs(streams, batch);
      assertEquals(
          first, streams.rows(5, batch).stream().map(example -> ids(example.input())).toList());
    }
  }

  @Test
  void refusesATextWithNothingToPredict() {
    assertThrows(IllegalArgumentException.class, () -> new ContiguousStreams(Symbols.of(7), 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new ContiguousStreams(Symbols.of(), 1, 1));
  }

  /** A text in which every symbol tells its place. */
  private static Symbols counting(int length) {
    return Symbols.of(IntStream.range(0, length).toArray());
  }

  private static List<List<Integer>> inputs(BatchPlan plan, int batch) {
    return plan.rows(0, batch).stream().map(example -> ids(example.input())).toList();
  }

  private static List<List<Integer>> labels(BatchPlan plan, int batch) {
    return plan.rows(0, batch).stream().map(example -> ids(example.labels())).toList();
  }

  private static List<Integer> ids(Sequence sequence) {
    Symbols symbols = (Symbols) sequence;
    return IntStream.range(0, symbols.length()).map(symbols::at).boxed().toList();
  }
}
