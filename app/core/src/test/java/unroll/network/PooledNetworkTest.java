package unroll.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.SequenceBatches;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.data.Symbols;
import unroll.data.Topology;

/** Networks that make one vector of a sequence. */
class PooledNetworkTest {
  private static final int SYMBOLS = 7;
  private static final int CLASSES = 3;
  private static final int[] LENGTHS = {6, 1, 4};
  private static final DataShape ONE_LABEL =
      new DataShape(Topology.MANY_TO_ONE, Channel.symbols(SYMBOLS), Channel.symbols(CLASSES));
  private static final DataShape EVERY_STEP =
      new DataShape(Topology.MANY_TO_MANY, Channel.symbols(SYMBOLS), Channel.symbols(CLASSES));

  private static RecurrentNetwork network(String keys, DataShape shape) {
    RecurrentNetwork network =
        RecurrentNetwork.create(
            NetworkConfigs.of("layers: 2, units: 5, precision: double, " + keys)
                .configuration(shape, false, new ParameterUpdate(new Sgd(0.1), 0), 3));
    network.dl4j().params().muli(2);
    return network;
  }

  private static List<SequenceExample> examples() {
    Random random = new Random(2);
    List<SequenceExample> examples = new ArrayList<>();
    for (int length : LENGTHS) {
      examples.add(
          new SequenceExample(
              Symbols.of(random.ints(length, 0, SYMBOLS).toArray()), Symbols.of(1)));
    }
    return examples;
  }

  private static INDArray output(RecurrentNetwork network, List<SequenceExample> examples) {
    ShuffledExamples plan =
        ShuffledExamples.inOrder(examples, Topology.MANY_TO_ONE, examples.size());
    try (SequenceBatches batches =
        new SequenceBatches(plan, ONE_LABEL, network.dataType(), SequenceBatches.Position.START)) {
      DataSet batch = batches.next();
      return network.output(batch);
    }
  }

  private static double[] softmax(double[] logits) {
    double sum = Arrays.stream(logits).map(Math::exp).sum();
    return Arrays.stream(logits).map(logit -> Math.exp(logit) / sum).toArray();
  }

  /** The hidden states of the topmost layer, {@code [step, unit]}. */
  private static double[][] states(RecurrentNetwork network, Symbols input) {
    network.clearStepState();
    double[][] states = new double[input.length()][];
    for (int step = 0; step < states.length; step++) {
      network.step(input.at(step));
      states[step] = network.hiddenState();
    }
    return states;
  }

  private static double pooled(double[][] states, int unit, String pooling) {
    double[] values = Arrays.stream(states).mapToDouble(state -> state[unit]).toArray();
    return switch (pooling) {
      case "last" -> values[values.length - 1];
      case "mean" -> Arrays.stream(values).average().orElseThrow();
      default -> Arrays.stream(values).max().orElseThrow();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "rnn,last",
    "rnn,mean",
    "rnn,max",
    "lstm,last",
    "lstm,mean",
    "lstm,max",
    "gru,last",
    "gru,mean",
    "gru,max"
  })
  void theOutputIsThatOfThePooledStatesOfEveryRowsOwnSteps(String cell, String pooling) {
    RecurrentNetwork network = network("cell: %s, pooling: %s".formatted(cell, pooling), ONE_LABEL);
    RecurrentNetwork stepping = network("cell: " + cell, EVERY_STEP);
    assertEquals(network.dl4j().params(), stepping.dl4j().params(), "the same seed");
    INDArray output = output(network, examples());
    assertArrayEquals(new long[] {3, CLASSES}, output.shape());
    for (int row = 0; row < LENGTHS.length; row++) {
      double[][] states = states(stepping, (Symbols) examples().get(row).input());
      double[] vector = new double[5];
      for (int unit = 0; unit < vector.length; unit++) {
        vector[unit] = pooled(states, unit, pooling);
      }
      assertArrayEquals(
          softmax(stepping.logits(vector)),
          output.getRow(row).toDoubleVector(),
          1e-12,
          "row " + row);
    }
  }

  @ParameterizedTest
  @CsvSource({"last,false", "mean,false", "max,false", "last,true", "mean,true", "max,true"})
  void aPaddedRowEqualsTheRowAlone(String pooling, boolean bidirectional) {
    RecurrentNetwork network =
        network(
            "cell: gru, embedding: 4, pooling: %s, bidirectional: %s"
                .formatted(pooling, bidirectional),
            ONE_LABEL);
    INDArray together = output(network, examples());
    assertArrayEquals(new long[] {3, CLASSES}, together.shape());
    for (int row = 0; row < LENGTHS.length; row++) {
      INDArray alone = output(network, examples().subList(row, row + 1));
      assertArrayEquals(
          alone.toDoubleVector(), together.getRow(row).toDoubleVector(), 1e-12, "row " + row);
      assertEquals(1, alone.sumNumber().doubleValue(), 1e-12);
    }
  }

  @ParameterizedTest
  @CsvSource({"rnn", "lstm", "gru"})
  void readFromItsEndASequenceIsAnotherOne(String cell) {
    RecurrentNetwork both = network("bidirectional: true, cell: " + cell, ONE_LABEL);
    INDArray forward = output(both, List.of(example(1, 2, 3, 4, 5)));
    INDArray backward = output(both, List.of(example(5, 4, 3, 2, 1)));
    assertTrue(forward.distance2(backward) > 1e-3);
    // The one direction ends at the last step, the other at the first: both ends are heard.
    assertTrue(forward.distance2(output(both, List.of(example(0, 2, 3, 4, 5)))) > 1e-2);
    assertTrue(forward.distance2(output(both, List.of(example(1, 2, 3, 4, 0)))) > 1e-2);
  }

  private static SequenceExample example(int... ids) {
    return new SequenceExample(Symbols.of(ids), Symbols.of(0));
  }
}
