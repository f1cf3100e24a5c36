package unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import unroll.data.SequenceBatches.Position;

class SequenceBatchesTest {
  private static final Channel NINE = Channel.symbols(9);

  @Test
  void oneToOneHasOneStepAndNoMasks() {
    DataSet batch =
        only(
            Topology.ONE_TO_ONE,
            NINE,
            NINE,
            symbols(List.of(3), List.of(5)),
            symbols(List.of(4), List.of(8)),
            symbols(List.of(0), List.of(0)));

    assertIds(new int[][] {{3}, {4}, {0}}, batch.getFeatures());
    assertIds(new int[][] {{5}, {8}, {0}}, batch.getLabels());
    assertNull(batch.getFeaturesMaskArray());
    assertNull(batch.getLabelsMaskArray());
  }

  @Test
  void oneToManyGoesOnWithZeroVectors() {
    DataSet batch =
        only(
            Topology.ONE_TO_MANY,
            NINE,
            NINE,
            symbols(List.of(3), List.of(1, 2, 4)),
            symbols(List.of(7), List.of(5)),
            symbols(List.of(6), List.of(8, 3)));

    assertIds(new int[][] {{3, -1, -1}, {7, -1, -1}, {6, -1, -1}}, batch.getFeatures());
    assertIds(new int[][] {{1, 2, 4}, {5, 0, 0}, {8, 3, 0}}, batch.getLabels());
    float[][] mask = {{1, 1, 1}, {1, 0, 0}, {1, 1, 0}};
    assertMask(mask, batch.getFeaturesMaskArray());
    assertMask(mask, batch.getLabelsMaskArray());
  }

  @Test
  void manyToOneHasItsLabelAtTheLastStepOfEachRow() {
    DataSet batch =
        only(
            Topology.MANY_TO_ONE,
            NINE,
            NINE,
            symbols(List.of(6, 1), List.of(8)),
            symbols(List.of(3, 4, 5), List.of(2)),
            symbols(List.of(7), List.of(1)));

    assertIds(new int[][] {{6, 1, -1}, {3, 4, 5}, {7, -1, -1}}, batch.getFeatures());
    assertIds(new int[][] {{0, 8, 0}, {0, 0, 2}, {1, 0, 0}}, batch.getLabels());
    assertMask(new float[][] {{1, 1, 0}, {1, 1, 1}, {1, 0, 0}}, batch.getFeaturesMaskArray());
    assertMask(new float[][] {{0, 1, 0}, {0, 0, 1}, {1, 0, 0}}, batch.getLabelsMaskArray());
  }

  @Test
  void delayedManyToManyHasItsLabelsBehindItsInputs() {
    DataSet batch =
        only(
            Topology.DELAYED_MANY_TO_MANY,
            NINE,
            NINE,
            symbols(List.of(1, 2), List.of(3, 4, 5)),
            symbols(List.of(6), List.of(7)),
            symbols(List.of(8, 8, 1), List.of(2)));

    assertIds(
        new int[][] {{1, 2, -1, -1, -1}, {6, -1, -1, -1, -1}, {8, 8, 1, -1, -1}},
        batch.getFeatures());
    assertIds(new int[][] {{0, 0, 3, 4, 5}, {0, 7, 0, 0, 0}, {0, 0, 0, 2, 0}}, batch.getLabels());
    assertMask(
        new float[][] {{1, 1, 1, 1, 1}, {1, 1, 0, 0, 0}, {1, 1, 1, 1, 0}},
        batch.getFeaturesMaskArray());
    assertMask(
        new float[][] {{0, 0, 1, 1, 1}, {0, 1, 0, 0, 0}, {0, 0, 0, 1, 0}},
        batch.getLabelsMaskArray());
  }

  @Test
  void manyToManyPadsShorterRowsAtTheEnd() {
    DataSet batch =
        only(
            Topology.MANY_TO_MANY,
            NINE,
            NINE,
            symbols(List.of(5), List.of(6)),
            symbols(List.of(1, 2, 3), List.of(2, 3, 4)),
            symbols(List.of(), List.of()));

    assertIds(new int[][] {{5, -1, -1}, {1, 2, 3}, {-1, -1, -1}}, batch.getFeatures());
    assertIds(new int[][] {{6, 0, 0}, {2, 3, 4}, {0, 0, 0}}, batch.getLabels());
    float[][] mask = {{1, 0, 0}, {1, 1, 1}, {0, 0, 0}};
    assertMask(mask, batch.getFeaturesMaskArray());
    assertMask(mask, batch.getLabelsMaskArray());
  }

  @Test
  void numbersStandFeatureByFeatureWithZeroVectorsWhereThereAreNone() {
    DataSet batch =
        only(
            Topology.DELAYED_MANY_TO_MANY,
            Channel.numbers(2),
            Channel.numbers(1),
            new SequenceExample(
                new Frames(new float[] {0.5f, -1, 2, 3.25f}, 2), new Frames(new float[] {-7}, 1)),
            new SequenceExample(
                new Frames(new float[] {8, 9}, 2), new Frames(new float[] {10, 11, -12}, 1)));

    assertNumbers(
        new float[][][] {
          {{0.5f, 2, 0, 0}, {-1, 3.25f, 0, 0}},
          {{8, 0, 0, 0}, {9, 0, 0, 0}}
        },
        batch.getFeatures());
    assertNumbers(new float[][][] {{{0, 0, -7, 0}}, {{0, 10, 11, -12}}}, batch.getLabels());
    assertMask(new float[][] {{1, 1, 1, 0}, {1, 1, 1, 1}}, batch.getFeaturesMaskArray());
    assertMask(new float[][] {{0, 0, 1, 0}, {0, 1, 1, 1}}, batch.getLabelsMaskArray());
  }

  @Test
  void numbersMayHaveASymbolAsLabel() {
    DataSet batch =
        only(
            Topology.MANY_TO_ONE,
            Channel.numbers(3),
            Channel.symbols(4),
            new SequenceExample(new Frames(new float[] {1, 2, 3}, 3), Symbols.of(3)),
            new SequenceExample(new Frames(new float[] {4, 5, 6, 7, 8, 9}, 3), Symbols.of(1)));

    assertNumbers(
        new float[][][] {{{1, 0}, {2, 0}, {3, 0}}, {{4, 7}, {5, 8}, {6, 9}}}, batch.getFeatures());
    assertIds(new int[][] {{3, 0}, {0, 1}}, batch.getLabels());
  }

  @Test
  void masksAreLeftOutWhereTheyWouldBeOneThroughout() {
    DataSet inStep =
        only(
            Topology.MANY_TO_MANY,
            NINE,
            NINE,
            symbols(List.of(1, 2), List.of(2, 3)),
            symbols(List.of(4, 5), List.of(5, 6)));
    DataSet atTheEnd =
        only(
            Topology.MANY_TO_ONE,
            NINE,
            NINE,
            symbols(List.of(1, 2), List.of(2)),
            symbols(List.of(4, 5), List.of(5)));

    assertNull(inStep.getFeaturesMaskArray());
    assertNull(inStep.getLabelsMaskArray());
    assertNull(atTheEnd.getFeaturesMaskArray());
    assertMask(new float[][] {{0, 1}, {0, 1}}, atTheEnd.getLabelsMaskArray());
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void numbersAndMasksHaveTheTypeOfTheNetwork(DataType type) {
    List<SequenceExample> examples =
        List.of(
            new SequenceExample(new Frames(new float[] {1, 2}, 1), Symbols.of(1)),
            new SequenceExample(new Frames(new float[] {3}, 1), Symbols.of(0)));
    DataShape shape = new DataShape(Topology.MANY_TO_ONE, Channel.numbers(1), Channel.symbols(2));
    BatchPlan plan = ShuffledExamples.inOrder(examples, Topology.MANY_TO_ONE, 2);

    try (SequenceBatches batches = new SequenceBatches(plan, shape, type, Position.START)) {
      DataSet batch = batches.next();
      assertEquals(type, batch.getFeatures().dataType());
      assertEquals(DataType.INT32, batch.getLabels().dataType());
      assertEquals(type, batch.getFeaturesMaskArray().dataType());
      assertEquals(type, batch.getLabelsMaskArray().dataType());
    }
  }

  @Test
  void resumingAnywhereGivesTheBatchesOfAnUninterruptedPass() {
    BatchPlan shuffled =
        ShuffledExamples.shuffled(randomExamples(), Topology.DELAYED_MANY_TO_MANY, 4, 42);
    BatchPlan streams =
        new ContiguousStreams(Symbols.of(new Random(1).ints(101, 0, 9).toArray()), 4, 6);

    assertResumes(shuffled, Topology.DELAYED_MANY_TO_MANY);
    assertResumes(streams, Topology.MANY_TO_MANY);
  }

  private static void assertResumes(BatchPlan plan, Topology topology) {
    int epochs = 3;
    List<Position> positions = new ArrayList<>();
    List<String> whole = new ArrayList<>();
    try (SequenceBatches batches = batches(plan, topology, Position.START)) {
      for (int epoch = 0; epoch < epochs; epoch++) {
        while (batches.hasNext()) {
          positions.add(batches.position());
          whole.add(bits(batches.next()));
        }
        batches.reset();
      }
    }
    assertEquals(epochs * plan.batches(), whole.size());
    for (int start = 0; start < positions.size(); start++) {
      List<String> resumed = new ArrayList<>();
      try (SequenceBatches batches = batches(plan, topology, positions.get(start))) {
        while (batches.position().epoch() < epochs) {
          assertEquals(positions.get(start + resumed.size()), batches.position());
          resumed.add(bits(batches.next()));
          if (!batches.hasNext()) {
            batches.reset();
          }
        }
      }
      assertEquals(whole.subList(start, whole.size()), resumed);
    }
  }

  @Test
  void epochsDiffer() {
    BatchPlan plan =
        ShuffledExamples.shuffled(randomExamples(), Topology.DELAYED_MANY_TO_MANY, 4, 42);

    assertNotEquals(
        epoch(plan, Topology.DELAYED_MANY_TO_MANY, 0),
        epoch(plan, Topology.DELAYED_MANY_TO_MANY, 1));
  }

  private static List<String> epoch(BatchPlan plan, Topology topology, int epoch) {
    List<String> all = new ArrayList<>();
    try (SequenceBatches batches = batches(plan, topology, new Position(epoch, 0))) {
      batches.forEachRemaining(batch -> all.add(bits(batch)));
    }
    return all;
  }

  @Test
  void theEndOfAnEpochIsTheEnd() {
    BatchPlan plan = new ContiguousStreams(Symbols.of(0, 1, 2, 3, 4, 5, 6), 2, 2);
    try (SequenceBatches batches = batches(plan, Topology.MANY_TO_MANY, Position.START)) {
      assertEquals(2, batches.batches());
      assertTrue(batches.hasNext());
      batches.next();
      assertTrue(batches.hasNext());
      batches.next();
      assertFalse(batches.hasNext());
      assertEquals(new Position(0, 2), batches.position());
      assertThrows(NoSuchElementException.class, batches::next);
      assertEquals(new Position(0, 2), batches.position());
    }
  }

  @Test
  void resetGoesToTheNextEpochAndStaysAtItsStart() {
    BatchPlan plan =
        ShuffledExamples.shuffled(randomExamples(), Topology.DELAYED_MANY_TO_MANY, 4, 42);
    try (SequenceBatches batches = batches(plan, Topology.DELAYED_MANY_TO_MANY, Position.START)) {
      batches.reset();
      assertEquals(Position.START, batches.position());
      batches.next();
      batches.reset();
      assertEquals(new Position(1, 0), batches.position());
      batches.reset();
      assertEquals(new Position(1, 0), batches.position());

      assertEquals(epoch(plan, Topology.DELAYED_MANY_TO_MANY, 1).get(0), bits(batches.next()));
    }
  }

  @Test
  void theNextBatchDoesNotChangeTheOneInUse() {
    BatchPlan plan =
        ShuffledExamples.shuffled(randomExamples(), Topology.DELAYED_MANY_TO_MANY, 4, 42);
    try (SequenceBatches batches = batches(plan, Topology.DELAYED_MANY_TO_MANY, Position.START)) {
      DataSet first = batches.next();
      String before = bits(first);
      batches.forEachRemaining(batch -> assertNotEquals(before, bits(batch)));

      assertEquals(before, bits(first));
    }
  }

  @Test
  void whatFailsOnThePrefetchThreadReachesTheCaller() {
    SequenceExample good = symbols(List.of(1), List.of(2));
    SequenceExample bad = new SequenceExample(new Frames(new float[] {1}, 1), Symbols.of(2));
    BatchPlan plan = ShuffledExamples.inOrder(List.of(good, bad), Topology.MANY_TO_ONE, 1);
    try (SequenceBatches batches = batches(plan, Topology.MANY_TO_ONE, Position.START)) {
      assertIds(new int[][] {{1}}, batches.next().getFeatures());

      IllegalArgumentException e = assertThrows(IllegalArgumentException.class, batches::next);
      assertEquals("expected Symbolic[size=9], got another kind", e.getMessage());
      assertTrue(
          Arrays.stream(e.getStackTrace())
              .noneMatch(frame -> frame.getClassName().equals(getClass().getName())),
          "thrown on the thread of the caller");
    }
  }

  @Test
  void framesOfAnotherWidthAreRefused() {
    BatchPlan plan =
        ShuffledExamples.inOrder(
            List.of(new SequenceExample(new Frames(new float[] {1, 2}, 2), Symbols.of(2))),
            Topology.MANY_TO_ONE,
            1);
    DataShape shape = new DataShape(Topology.MANY_TO_ONE, Channel.numbers(3), Channel.symbols(4));
    try (SequenceBatches batches =
        new SequenceBatches(plan, shape, DataType.FLOAT, Position.START)) {
      IllegalArgumentException e = assertThrows(IllegalArgumentException.class, batches::next);
      assertEquals("expected frames of 3 numbers, got 2", e.getMessage());
    }
  }

  @Test
  void closingEndsThePrefetchThread() throws InterruptedException {
    Set<Thread> before = prefetchThreads();
    BatchPlan plan = new ContiguousStreams(Symbols.of(0, 1, 2, 3, 4, 5, 6), 2, 2);
    Set<Thread> started = new HashSet<>();
    try (SequenceBatches batches = batches(plan, Topology.MANY_TO_MANY, Position.START)) {
      batches.next();
      started.addAll(prefetchThreads());
      started.removeAll(before);
      assertEquals(1, started.size());
      assertTrue(started.iterator().next().isDaemon());
    }
    Thread thread = started.iterator().next();

    thread.join(10_000);
    assertFalse(thread.isAlive());
  }

  @Test
  void tellsWhatDl4jAsksAnIterator() {
    BatchPlan streams = new ContiguousStreams(Symbols.of(0, 1, 2, 3, 4, 5, 6), 3, 2);
    DataShape shape = new DataShape(Topology.MANY_TO_MANY, Channel.symbols(7), Channel.symbols(8));
    try (SequenceBatches batches =
        new SequenceBatches(streams, shape, DataType.FLOAT, Position.START)) {
      assertEquals(3, batches.batch());
      assertEquals(7, batches.inputColumns());
      assertEquals(8, batches.totalOutcomes());
      assertTrue(batches.carriesState());
      assertTrue(batches.resetSupported());
      assertFalse(batches.asyncSupported());
      assertThrows(UnsupportedOperationException.class, () -> batches.next(2));
    }
  }

  private static Set<Thread> prefetchThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("batch-prefetch"))
        .collect(Collectors.toSet());
  }

  private static DataSet only(
      Topology topology, Channel input, Channel labels, SequenceExample... rows) {
    DataShape shape = new DataShape(topology, input, labels);
    BatchPlan plan = ShuffledExamples.inOrder(List.of(rows), topology, rows.length);
    try (SequenceBatches batches =
        new SequenceBatches(plan, shape, DataType.FLOAT, Position.START)) {
      DataSet batch = batches.next();
      assertFalse(batches.hasNext());
      return batch;
    }
  }

  private static SequenceBatches batches(BatchPlan plan, Topology topology, Position start) {
    return new SequenceBatches(plan, new DataShape(topology, NINE, NINE), DataType.FLOAT, start);
  }

  private static SequenceExample symbols(List<Integer> input, List<Integer> labels) {
    return new SequenceExample(of(input), of(labels));
  }

  private static Symbols of(List<Integer> ids) {
    return Symbols.of(ids.stream().mapToInt(id -> id).toArray());
  }

  private static List<SequenceExample> randomExamples() {
    Random random = new Random(17);
    return IntStream.range(0, 30)
        .mapToObj(
            number ->
                new SequenceExample(
                    Symbols.of(random.ints(1 + random.nextInt(6), 0, 9).toArray()),
                    Symbols.of(random.ints(1 + random.nextInt(6), 0, 9).toArray())))
        .toList();
  }

  /** Everything in a batch, to the last bit. */
  private static String bits(DataSet batch) {
    return bits(batch.getFeatures())
        + bits(batch.getLabels())
        + bits(batch.getFeaturesMaskArray())
        + bits(batch.getLabelsMaskArray());
  }

  private static String bits(INDArray array) {
    return array == null
        ? "none"
        : array.dataType()
            + Arrays.toString(array.shape())
            + Arrays.toString(array.dup('c').data().asDouble());
  }

  private static void assertIds(int[][] expected, INDArray ids) {
    assertEquals(DataType.INT32, ids.dataType());
    assertEquals(List.of((long) expected.length, 1L, (long) expected[0].length), shape(ids));
    for (int row = 0; row < expected.length; row++) {
      for (int step = 0; step < expected[row].length; step++) {
        assertEquals(
            expected[row][step], ids.getInt(row, 0, step), "row " + row + ", step " + step);
      }
    }
  }

  private static void assertNumbers(float[][][] expected, INDArray numbers) {
    assertEquals(DataType.FLOAT, numbers.dataType());
    assertEquals(
        List.of((long) expected.length, (long) expected[0].length, (long) expected[0][0].length),
        shape(numbers));
    for (int row = 0; row < expected.length; row++) {
      for (int feature = 0; feature < expected[row].length; feature++) {
        for (int step = 0; step < expected[row][feature].length; step++) {
          assertEquals(expected[row][feature][step], numbers.getFloat(row, feature, step));
        }
      }
    }
  }

  private static void assertMask(float[][] expected, INDArray mask) {
    assertEquals(DataType.FLOAT, mask.dataType());
    assertEquals(List.of((long) expected.length, (long) expected[0].length), shape(mask));
    for (int row = 0; row < expected.length; row++) {
      for (int step = 0; step < expected[row].length; step++) {
        assertEquals(
            expected[row][step], mask.getFloat(row, step), "row " + row + ", step " + step);
      }
    }
  }

  private static List<Long> shape(INDArray array) {
    return Arrays.stream(array.shape()).boxed().toList();
  }
}
