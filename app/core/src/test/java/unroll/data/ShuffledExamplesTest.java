package unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShuffledExamplesTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 8", "7, 8", "8, 8", "9, 8", "64, 8", "1003, 8", "333, 1", "5000, 16"})
  void everyExampleOccursOnceAnEpoch(int count, int batchSize) {
    List<Integer> all = IntStream.range(0, count).boxed().toList();
    ShuffledExamples plan =
        ShuffledExamples.shuffled(examples(count), Topology.MANY_TO_ONE, batchSize, 42);

    for (int epoch = 0; epoch < 3; epoch++) {
      List<List<Integer>> batches = epoch(plan, epoch);
      assertEquals((count + batchSize - 1) / batchSize, batches.size());
      assertEquals(all, batches.stream().flatMap(List::stream).sorted().toList());
      assertTrue(batches.stream().allMatch(rows -> rows.size() <= batchSize));
    }
  }

  /** A training that stopped goes on in this order. */
  @ParameterizedTest
  @CsvSource({"19, 8", "1003, 8", "5000, 16"})
  void anEpochIsShuffledSortedWithinPoolsAndShuffledByBatch(int count, int batchSize) {
    List<SequenceExample> examples = examples(count);
    ShuffledExamples plan =
        ShuffledExamples.shuffled(examples, Topology.MANY_TO_ONE, batchSize, 42);
    for (int epoch : new int[] {0, 3}) {
      Random random = new Random(42 + 0x9E3779B97F4A7C15L * (epoch + 1));
      List<SequenceExample> order = new ArrayList<>(examples);
      Collections.shuffle(order, random);
      int pool = batchSize * Math.max(1, Math.min(50, plan.batches() / 4));
      for (int from = 0; from < count; from += pool) {
        order
            .subList(from, Math.min(from + pool, count))
            .sort(Comparator.comparingInt(example -> example.input().length()));
      }
      List<List<SequenceExample>> batches = new ArrayList<>();
      for (int from = 0; from < count; from += batchSize) {
        batches.add(order.subList(from, Math.min(from + batchSize, count)));
      }
      Collections.shuffle(batches, random);
      for (int batch = 0; batch < batches.size(); batch++) {
        assertEquals(batches.get(batch), plan.rows(epoch, batch), "batch " + batch);
      }
    }
  }

  @Test
  void theLastBatchHoldsWhatIsLeft() {
    ShuffledExamples ordered = ShuffledExamples.inOrder(examples(19), Topology.MANY_TO_ONE, 8);
    ShuffledExamples shuffled = ShuffledExamples.shuffled(examples(19), Topology.MANY_TO_ONE, 8, 1);

    assertEquals(List.of(8, 8, 3), epoch(ordered, 0).stream().map(List::size).toList());
    assertEquals(List.of(3, 8, 8), epoch(shuffled, 0).stream().map(List::size).sorted().toList());
  }

  @Test
  void everyEpochHasAnOrderOfItsOwn() {
    ShuffledExamples plan = ShuffledExamples.shuffled(examples(200), Topology.MANY_TO_ONE, 8, 42);
    List<List<List<Integer>>> epochs =
        IntStream.range(0, 10).mapToObj(epoch -> epoch(plan, epoch)).toList();

    assertEquals(10, epochs.stream().distinct().count());
  }

  @Test
  void otherExamplesStandSideBySideInEveryEpoch() {
    ShuffledExamples plan = ShuffledExamples.shuffled(examples(5000), Topology.MANY_TO_ONE, 8, 42);
    List<List<Integer>> again = new ArrayList<>(sortedRows(epoch(plan, 0)));
    again.retainAll(sortedRows(epoch(plan, 1)));

    assertEquals(List.of(), again);
  }

  @Test
  void theOrderFollowsFromTheSeed() {
    List<SequenceExample> examples = examples(200);
    ShuffledExamples one = ShuffledExamples.shuffled(examples, Topology.MANY_TO_ONE, 8, 42);
    ShuffledExamples same = ShuffledExamples.shuffled(examples, Topology.MANY_TO_ONE, 8, 42);
    ShuffledExamples other = ShuffledExamples.shuffled(examples, Topology.MANY_TO_ONE, 8, 43);

    for (int epoch : new int[] {3, 0, 1, 7, 0, 3}) {
      assertEquals(epoch(one, epoch), epoch(same, epoch));
      assertNotEquals(epoch(one, epoch), epoch(other, epoch));
    }
  }

  @Test
  void aBatchDoesNotDependOnWhatWasAskedBefore() {
    List<SequenceExample> examples = examples(100);
    ShuffledExamples asked = ShuffledExamples.shuffled(examples, Topology.MANY_TO_ONE, 8, 5);
    for (int epoch : new int[] {4, 2, 0, 4}) {
      epoch(asked, epoch);
    }

    for (int batch : new int[] {12, 0, 6}) {
      ShuffledExamples fresh = ShuffledExamples.shuffled(examples, Topology.MANY_TO_ONE, 8, 5);
      assertEquals(rows(fresh, 2, batch), rows(asked, 2, batch));
    }
  }

  @Test
  void batchesOfSimilarLengthNeedLittlePadding() {
    List<SequenceExample> examples = examples(5000);
    ShuffledExamples shuffled = ShuffledExamples.shuffled(examples, Topology.MANY_TO_ONE, 16, 42);
    ShuffledExamples ordered = ShuffledExamples.inOrder(examples, Topology.MANY_TO_ONE, 16);

    assertTrue(padding(ordered) > 300_000, "unsorted: " + padding(ordered));
    assertTrue(padding(shuffled) < padding(ordered) / 20, "sorted: " + padding(shuffled));
  }

  @Test
  void lengthsAreCountedInStepsOfTheTopology() {
    Random random = new Random(8);
    List<SequenceExample> examples = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      int steps = 2 + random.nextInt(100);
      int inputs = 1 + random.nextInt(steps - 1);
      examples.add(
          new SequenceExample(Symbols.of(new int[inputs]), Symbols.of(new int[steps - inputs])));
    }
    ShuffledExamples plan =
        ShuffledExamples.shuffled(examples, Topology.DELAYED_MANY_TO_MANY, 10, 42);

    long padding = 0;
    for (int batch = 0; batch < plan.batches(); batch++) {
      List<Integer> steps =
          plan.rows(0, batch).stream()
              .map(example -> example.input().length() + example.labels().length())
              .toList();
      int longest = steps.stream().max(Integer::compare).orElseThrow();
      padding += steps.stream().mapToInt(length -> longest - length).sum();
    }
    assertTrue(padding < 2000 * 3, "padding: " + padding);
  }

  @Test
  void shortAndLongBatchesTakeTurns() {
    ShuffledExamples plan = ShuffledExamples.shuffled(examples(5000), Topology.MANY_TO_ONE, 16, 42);
    int shorter = 0;
    for (int batch = 1; batch < plan.batches(); batch++) {
      if (longest(plan.rows(0, batch)) < longest(plan.rows(0, batch - 1))) {
        shorter++;
      }
    }

    assertTrue(shorter > 100 && shorter < 210, "shorter than the one before: " + shorter);
  }

  @Test
  void evaluationKeepsTheOrderOfTheList() {
    List<SequenceExample> examples = examples(20);
    ShuffledExamples plan = ShuffledExamples.inOrder(examples, Topology.MANY_TO_ONE, 6);

    for (int epoch : new int[] {0, 3}) {
      List<SequenceExample> rows = new ArrayList<>();
      for (int batch = 0; batch < plan.batches(); batch++) {
        rows.addAll(plan.rows(epoch, batch));
      }
      assertEquals(examples, rows);
    }
  }

  @Test
  void examplesAreSeparate() {
    assertFalse(ShuffledExamples.inOrder(examples(3), Topology.MANY_TO_ONE, 2).carriesState());
    assertFalse(ShuffledExamples.shuffled(examples(3), Topology.MANY_TO_ONE, 2, 1).carriesState());
  }

  @Test
  void refusesNoExamplesAndBatchesThatAreNotThere() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ShuffledExamples.shuffled(List.of(), Topology.MANY_TO_ONE, 2, 1));
    ShuffledExamples plan = ShuffledExamples.inOrder(examples(3), Topology.MANY_TO_ONE, 2);
    assertThrows(IndexOutOfBoundsException.class, () -> plan.rows(0, 2));
  }

  /** Examples of 1 to 200 steps, each with its number as label. */
  private static List<SequenceExample> examples(int count) {
    Random random = new Random(count);
    return IntStream.range(0, count)
        .mapToObj(
            number ->
                new SequenceExample(
                    Symbols.of(new int[1 + random.nextInt(200)]), Symbols.of(number)))
        .toList();
  }

  private static List<List<Integer>> epoch(BatchPlan plan, int epoch) {
    return IntStream.range(0, plan.batches()).mapToObj(batch -> rows(plan, epoch, batch)).toList();
  }

  private static List<Integer> rows(BatchPlan plan, int epoch, int batch) {
    return plan.rows(epoch, batch).stream()
        .map(example -> ((Symbols) example.labels()).at(0))
        .toList();
  }

  private static List<List<Integer>> sortedRows(List<List<Integer>> batches) {
    return batches.stream().map(rows -> rows.stream().sorted().toList()).toList();
  }

  private static long padding(BatchPlan plan) {
    long padding = 0;
    for (int batch = 0; batch < plan.batches(); batch++) {
      List<SequenceExample> rows = plan.rows(0, batch);
      int longest = longest(rows);
      padding += rows.stream().mapToInt(example -> longest - example.input().length()).sum();
    }
    return padding;
  }

  private static int longest(List<SequenceExample> rows) {
    return rows.stream().mapToInt(example -> example.input().length()).max().orElseThrow();
  }
}
