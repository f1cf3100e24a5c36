package unroll.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import unroll.data.BatchPlan;
import unroll.data.Channel;
import unroll.data.ContiguousStreams;
import unroll.data.DataShape;
import unroll.data.SequenceBatches;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.network.NetworkConfigs;
import unroll.network.RecurrentNetwork;

class OwnPredictionsTest {
  private static final int SOURCE = 6;
  private static final int TARGET = 5;
  private static final DataShape DELAYED =
      new DataShape(
          Topology.DELAYED_MANY_TO_MANY,
          Channel.symbols(SOURCE + TARGET),
          Channel.symbols(TARGET),
          OptionalInt.of(SOURCE));
  private static final DataShape STREAM =
      new DataShape(
          Topology.MANY_TO_MANY, Channel.symbols(5), Channel.symbols(5), OptionalInt.of(0));

  /** Dropout must not touch what a network says when it is asked. */
  private static RecurrentNetwork network(DataShape shape, boolean carriesState) {
    RecurrentNetwork network =
        RecurrentNetwork.create(
            NetworkConfigs.of(
                    "cell: gru, units: 7, layers: 2, embedding: 4, dropout: "
                        + (carriesState ? 0 : 0.3))
                .configuration(shape, carriesState, new Optimizer.SgdOptimizer(0.5).update(), 3));
    network.dl4j().params().muli(3);
    return network;
  }

  private static BatchPlan pairs() {
    Random random = new Random(1);
    List<SequenceExample> examples = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      examples.add(
          new SequenceExample(
              Symbols.of(random.ints(1 + random.nextInt(4), 0, SOURCE).toArray()),
              Symbols.of(random.ints(1 + random.nextInt(5), 0, TARGET).toArray())));
    }
    return ShuffledExamples.inOrder(examples, Topology.DELAYED_MANY_TO_MANY, 6);
  }

  private static DataSet batch(BatchPlan plan, DataShape shape) {
    try (SequenceBatches batches =
        new SequenceBatches(plan, shape, DataType.FLOAT, SequenceBatches.Position.START)) {
      return batches.next();
    }
  }

  /** What a row reads when the network continues it, one symbol after the other. */
  private static int[] continued(RecurrentNetwork network, SequenceExample example) {
    Symbols source = (Symbols) example.input();
    int steps = source.length() + example.labels().length();
    int[] inputs = new int[steps];
    network.clearStepState();
    int best = -1;
    for (int step = 0; step < steps; step++) {
      inputs[step] =
          step < source.length()
              ? source.at(step)
              : step == source.length() ? Symbols.NONE : SOURCE + best;
      double[] output = network.step(inputs[step]);
      best = new Answers(new double[][] {output}).best(0);
    }
    network.clearStepState();
    return inputs;
  }

  @Test
  void aFreeRunReadsWhatTheNetworkWouldSayStepByStep() {
    RecurrentNetwork network = network(DELAYED, false);
    DataSet batch = batch(pairs(), DELAYED);
    DataSet truth = batch(pairs(), DELAYED);
    new OwnPredictions(network, SOURCE, 1).feed(batch, 0, 0, false);
    List<SequenceExample> rows = pairs().rows(0, 0);
    int changed = 0;
    for (int row = 0; row < rows.size(); row++) {
      int[] expected = continued(network, rows.get(row));
      int[] found = new int[expected.length];
      for (int step = 0; step < found.length; step++) {
        found[step] = batch.getFeatures().getInt(row, 0, step);
        changed += found[step] == truth.getFeatures().getInt(row, 0, step) ? 0 : 1;
      }
      assertArrayEquals(expected, found, "row " + row);
    }
    assertTrue(changed > 3, "the network is wrong often enough for this test to mean something");
  }

  @Test
  void nothingChangesWhereAllStepsReadTheTruth() {
    DataSet batch = batch(pairs(), DELAYED);
    new OwnPredictions(network(DELAYED, false), SOURCE, 1).feed(batch, 1, 0, false);
    assertEquals(batch(pairs(), DELAYED).getFeatures(), batch.getFeatures());
  }

  @Test
  void theDrawFollowsFromSeedAndStep() {
    List<Object> features = new ArrayList<>();
    for (int[] seedAndStep : new int[][] {{1, 4}, {1, 4}, {2, 4}, {1, 5}}) {
      DataSet batch = batch(pairs(), DELAYED);
      new OwnPredictions(network(DELAYED, false), SOURCE, seedAndStep[0])
          .feed(batch, 0.5, seedAndStep[1], false);
      features.add(batch.getFeatures());
    }
    assertEquals(features.get(0), features.get(1));
    assertNotEquals(features.get(0), features.get(2));
    assertNotEquals(features.get(0), features.get(3));
  }

  @Test
  void aStreamGoesOnFromTheStateAndThePredictionsOfTheBatchBefore() {
    RecurrentNetwork network = network(STREAM, true);
    Symbols text = Symbols.of(new Random(2).ints(13, 0, 5).toArray());
    BatchPlan plan = new ContiguousStreams(text, 1, 4);
    OwnPredictions own = new OwnPredictions(network, 0, 1);
    // A learning rate of almost nothing leaves the parameters and moves the state.
    TrainingStep step = new TrainingStep(network, 0);
    List<Integer> read = new ArrayList<>();
    try (SequenceBatches batches =
        new SequenceBatches(plan, STREAM, network.dataType(), SequenceBatches.Position.START)) {
      step.clearState();
      while (batches.hasNext()) {
        DataSet batch = batches.next();
        own.feed(batch, 0, 0, true);
        for (int t = 0; t < batch.getFeatures().size(2); t++) {
          read.add(batch.getFeatures().getInt(0, 0, t));
        }
        step.run(batch, 1e-30);
      }
    }
    List<Integer> expected = new ArrayList<>();
    network.clearStepState();
    int next = text.at(0);
    for (int t = 0; t < 12; t++) {
      expected.add(next);
      next = new Answers(new double[][] {network.step(next)}).best(0);
    }
    assertEquals(expected, read);
  }
}
