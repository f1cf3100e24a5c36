package unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class WorkerShareTest {
  private static final DataShape SHAPE =
      new DataShape(Topology.MANY_TO_ONE, Channel.symbols(9), Channel.symbols(2));

  private static List<SequenceExample> examples(int count) {
    Random random = new Random(1);
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new SequenceExample(
                    Symbols.of(random.ints(1 + random.nextInt(7), 0, 9).toArray()),
                    Symbols.of(i % 2)))
        .toList();
  }

  private static BatchPlan shuffled(int count, int batchSize) {
    return ShuffledExamples.shuffled(examples(count), Topology.MANY_TO_ONE, batchSize, 3);
  }

  @Test
  void sharesOfAWidenedPlanAreTheBatchesOfAsManyRows() {
    List<SequenceExample> examples = examples(50);
    BatchPlan small = ShuffledExamples.shuffled(examples, Topology.MANY_TO_ONE, 4, 3);
    BatchPlan large = ShuffledExamples.shuffled(examples, Topology.MANY_TO_ONE, 12, 3);
    BatchPlan wide = small.widened(3);
    assertEquals(large.batches(), wide.batches());
    for (int epoch = 0; epoch < 2; epoch++) {
      for (int batch = 0; batch < wide.batches(); batch++) {
        List<SequenceExample> shared = new ArrayList<>();
        for (int worker = 0; worker < 3; worker++) {
          shared.addAll(new WorkerShare(wide, worker, 3).rows(epoch, batch));
        }
        List<SequenceExample> rows = large.rows(epoch, batch);
        assertEquals(rows.size(), shared.size());
        assertEquals(new HashSet<>(rows), new HashSet<>(shared));
      }
    }
  }

  @Test
  void oneWorkerReadsTheWholePlanInItsOrder() {
    BatchPlan plan = shuffled(10, 4);
    BatchPlan share = new WorkerShare(plan.widened(1), 0, 1);
    for (int batch = 0; batch < plan.batches(); batch++) {
      assertEquals(plan.rows(1, batch), share.rows(1, batch));
    }
  }

  @Test
  void workersReadATextInPiecesOfTheirOwn() {
    Symbols text = Symbols.of(IntStream.range(0, 25).toArray());
    BatchPlan wide = new ContiguousStreams(text, 2, 3).widened(2);
    List<Integer> read = new ArrayList<>();
    for (int worker = 0; worker < 2; worker++) {
      BatchPlan share = new WorkerShare(wide, worker, 2);
      assertTrue(share.carriesState());
      for (int row = 0; row < 2; row++) {
        for (int batch = 0; batch < share.batches(); batch++) {
          Symbols input = (Symbols) share.rows(0, batch).get(row).input();
          IntStream.range(0, input.length()).forEach(step -> read.add(input.at(step)));
        }
      }
    }
    assertEquals(IntStream.range(0, 24).boxed().toList(), read);
  }

  @Test
  void aBatchWithFewerRowsThanWorkersLeavesSomeWithNone() {
    BatchPlan last = new WorkerShare(shuffled(5, 2).widened(2), 1, 2);
    int empty = 0;
    try (SequenceBatches batches =
        new SequenceBatches(last, SHAPE, DataType.FLOAT, SequenceBatches.Position.START)) {
      while (batches.hasNext()) {
        empty += batches.next().getFeatures() == null ? 1 : 0;
      }
    }
    assertEquals(1, empty);
  }
}
