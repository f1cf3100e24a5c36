package unroll.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.ops.transforms.Transforms;
import unroll.config.Words;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.SequenceBatches;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.data.Symbols;
import unroll.data.Topology;

class RecurrentNetworkTest {
  private static final int SYMBOLS = 7;
  private static final DataShape SHAPE =
      new DataShape(Topology.MANY_TO_MANY, Channel.symbols(SYMBOLS), Channel.symbols(SYMBOLS));

  private static RecurrentNetwork network(CellType cell, int embedding) {
    NetworkConfig config =
        NetworkConfigs.of(
            "cell: %s, layers: 2, units: 5, embedding: %s, dropout: 0.3, precision: double"
                .formatted(Words.kebabCase(cell), embedding));
    return RecurrentNetwork.create(
        config.configuration(SHAPE, false, new ParameterUpdate(new Sgd(0.1), 0), 3));
  }

  private static Symbols randomSymbols(Random random, int length) {
    return Symbols.of(random.ints(length, 0, SYMBOLS).toArray());
  }

  private static DataSet batch(List<SequenceExample> examples, RecurrentNetwork network) {
    ShuffledExamples plan =
        ShuffledExamples.inOrder(examples, Topology.MANY_TO_MANY, examples.size());
    try (SequenceBatches batches =
        new SequenceBatches(plan, SHAPE, network.dataType(), SequenceBatches.Position.START)) {
      return batches.next();
    }
  }

  @ParameterizedTest
  @CsvSource({"RNN,0", "LSTM,0", "GRU,0", "RNN,3", "LSTM,3", "GRU,3"})
  void steppingEqualsTheWholePass(CellType cell, int embedding) {
    RecurrentNetwork network = network(cell, embedding);
    Symbols text = randomSymbols(new Random(1), 9);
    INDArray whole = network.output(batch(List.of(new SequenceExample(text, text)), network));
    for (int step = 0; step < text.length(); step++) {
      double[] stepped = network.step(text.at(step));
      INDArray expected =
          whole.get(NDArrayIndex.point(0), NDArrayIndex.all(), NDArrayIndex.point(step));
      assertArrayEquals(expected.toDoubleVector(), stepped, 1e-12, "step " + step);
      assertEquals(1, java.util.Arrays.stream(stepped).sum(), 1e-12);
    }
  }

  @ParameterizedTest
  @CsvSource({"RNN,0", "LSTM,0", "GRU,0", "RNN,3", "LSTM,3", "GRU,3"})
  void aPaddedBatchEqualsEachRowAlone(CellType cell, int embedding) {
    RecurrentNetwork network = network(cell, embedding);
    Random random = new Random(2);
    List<SequenceExample> examples = new ArrayList<>();
    for (int length : new int[] {6, 1, 4}) {
      examples.add(
          new SequenceExample(randomSymbols(random, length), randomSymbols(random, length)));
    }
    INDArray together = network.output(batch(examples, network));
    for (int row = 0; row < examples.size(); row++) {
      INDArray alone = network.output(batch(examples.subList(row, row + 1), network));
      INDArray part =
          together.get(
              NDArrayIndex.interval(row, row + 1),
              NDArrayIndex.all(),
              NDArrayIndex.interval(0, alone.size(2)));
      assertTrue(part.equalsWithEps(alone, 1e-12), "row " + row);
    }
  }

  @Test
  void theSameSeedGivesTheSameParametersAndAnotherSeedOthers() {
    assertEquals(
        network(CellType.LSTM, 3).dl4j().params(), network(CellType.LSTM, 3).dl4j().params());
    NetworkConfig config =
        NetworkConfigs.of("layers: 2, units: 5, embedding: 3, dropout: 0.3, precision: double");
    RecurrentNetwork other =
        RecurrentNetwork.create(
            config.configuration(SHAPE, false, new ParameterUpdate(new Sgd(0.1), 0), 4));
    assertTrue(other.dl4j().params().distance2(network(CellType.LSTM, 3).dl4j().params()) > 1);
  }

  @Test
  void logitsOfTheHiddenStateGiveTheOutput() {
    RecurrentNetwork network = network(CellType.LSTM, 0);
    network.step(3);
    double[] output = network.step(5);
    INDArray logits = Nd4j.createFromArray(network.logits(network.hiddenState()));
    INDArray exponentials = Transforms.exp(logits);
    assertArrayEquals(exponentials.div(exponentials.sumNumber()).toDoubleVector(), output, 1e-12);
  }

  @Test
  void forgettingTheStepStateStartsAnew() {
    RecurrentNetwork network = network(CellType.LSTM, 0);
    double[] first = network.step(2);
    double[] second = network.step(2);
    network.clearStepState();
    assertArrayEquals(first, network.step(2), 0);
    assertTrue(Math.abs(first[0] - second[0]) > 1e-6, "the state changes the output");
  }
}
