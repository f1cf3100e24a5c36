package unroll.training;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import unroll.data.BatchPlan;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.FrameShape;
import unroll.data.Frames;
import unroll.data.SequenceBatches;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.network.NetworkConfigs;
import unroll.network.RecurrentNetwork;

/** Trainings whose numbers are broken on purpose, and what is said of them. */
final class BrokenTraining {
  static final int WIDTH = 3;
  static final DataShape FRAMES =
      new DataShape(Topology.MANY_TO_MANY, Channel.numbers(WIDTH), Channel.symbols(4));
  static final DataShape POOLED =
      new DataShape(Topology.MANY_TO_ONE, Channel.numbers(WIDTH), Channel.symbols(4));
  static final DataShape TEXT =
      new DataShape(Topology.MANY_TO_MANY, Channel.symbols(4), Channel.symbols(4));
  static final DataShape PICTURES =
      new DataShape(
          Topology.MANY_TO_MANY,
          new Channel.Mixed(new FrameShape(1, 6, 6), 0),
          Channel.symbols(4),
          OptionalInt.empty());

  private BrokenTraining() {}

  static RecurrentNetwork network(DataShape shape, String keys, Optimizer optimizer) {
    return RecurrentNetwork.create(
        NetworkConfigs.of(keys).configuration(shape, false, optimizer.update(), 1));
  }

  static RecurrentNetwork network(DataShape shape, String keys) {
    return network(shape, keys, new Optimizer.SgdOptimizer(0.1));
  }

  /** Rows of 7, 6, 5, ... steps. */
  static List<SequenceExample> examples(DataShape shape, int count) {
    Random random = new Random(1);
    List<SequenceExample> examples = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      int length = 7 - row;
      int labels = shape.topology() == Topology.MANY_TO_ONE ? 1 : length;
      float[] numbers = new float[length * shape.input().size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) random.nextGaussian();
      }
      examples.add(
          new SequenceExample(
              shape.input().isSymbols()
                  ? Symbols.of(random.ints(length, 0, 4).toArray())
                  : new Frames(numbers, shape.input().size()),
              Symbols.of(random.ints(labels, 0, 4).toArray())));
    }
    return examples;
  }

  static DataSet batch(DataShape shape, List<SequenceExample> examples) {
    BatchPlan plan = ShuffledExamples.inOrder(examples, shape.topology(), examples.size());
    return first(shape, plan);
  }

  static DataSet first(DataShape shape, BatchPlan plan) {
    try (SequenceBatches batches =
        new SequenceBatches(plan, shape, DataType.FLOAT, SequenceBatches.Position.START)) {
      return batches.next();
    }
  }

  static DataSet healthy(DataShape shape) {
    return batch(shape, examples(shape, 4));
  }

  static String diagnosis(RecurrentNetwork network, DataSet batch, double rate) {
    TrainingStep step = new TrainingStep(network, 5);
    String text = assertThrows(DivergedException.class, () -> step.run(batch, rate)).getMessage();
    return text;
  }

  static void assertFirst(String expected, String text) {
    String line = text.lines().filter(l -> l.startsWith("first: ")).findFirst().orElseThrow();
    assertTrue(line.startsWith("first: " + expected), text);
  }

  static void assertChange(String expected, String text) {
    String line = text.lines().filter(l -> l.startsWith("change: ")).findFirst().orElseThrow();
    assertTrue(line.startsWith("change: " + expected), text);
  }
}
