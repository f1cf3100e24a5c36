package unroll.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.config.Words;
import unroll.data.Channel;
import unroll.data.ContiguousStreams;
import unroll.data.DataShape;
import unroll.data.SequenceBatches;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.training.TrainingStep;

/** The state of {@code step}: rows chosen from it, and the state of the training taken over. */
class StepStateTest {
  private static final int SYMBOLS = 7;
  private static final DataShape SHAPE =
      new DataShape(
          Topology.MANY_TO_MANY,
          Channel.symbols(SYMBOLS),
          Channel.symbols(SYMBOLS),
          OptionalInt.of(0));

  /** What three rows read before some of them are kept, {@code [row][step]}. */
  private static final int[][] READ = {{1, 4, 2, 6}, {3, 3, 0, 5}, {6, 0, 1, 1}};

  /** What is trained on: two rows of nine steps. */
  private static final Symbols TEXT =
      Symbols.of(0, 3, 5, 2, 6, 1, 1, 4, 0, 6, 3, 2, 5, 5, 1, 0, 4, 2, 6);

  private static RecurrentNetwork network(CellType cell, String keys) {
    RecurrentNetwork network =
        RecurrentNetwork.create(
            NetworkConfigs.of(
                    "cell: %s, layers: 2, units: 6, %s".formatted(Words.kebabCase(cell), keys))
                .configuration(SHAPE, true, new ParameterUpdate(new Sgd(0.1), 0), 3));
    // Large weights make the state matter.
    network.dl4j().params().muli(3);
    return network;
  }

  /** One step of all rows. */
  private static INDArray step(RecurrentNetwork network, int... ids) {
    return network.step(Nd4j.createFromArray(ids).reshape(ids.length, 1, 1));
  }

  private static double[] row(INDArray output, int row) {
    return output
        .get(NDArrayIndex.point(row), NDArrayIndex.all(), NDArrayIndex.point(0))
        .toDoubleVector();
  }

  private static void read(RecurrentNetwork network) {
    for (int step = 0; step < READ[0].length; step++) {
      step(network, READ[0][step], READ[1][step], READ[2][step]);
    }
  }

  /** The output after some symbols that are read alone from the zero state. */
  private static double[] alone(RecurrentNetwork network, int[] before, int... more) {
    network.clearStepState();
    double[] output = {};
    for (int id : before) {
      output = network.step(id);
    }
    for (int id : more) {
      output = network.step(id);
    }
    network.clearStepState();
    return output;
  }

  @ParameterizedTest
  @CsvSource({
    "RNN,precision: float", "LSTM,precision: float", "GRU,precision: float",
    "RNN,precision: double", "LSTM,precision: double", "GRU,precision: double",
    "RNN,embedding: 4", "LSTM,embedding: 4", "GRU,embedding: 4"
  })
  void keptRowsGoOnAsTheRowsTheyWere(CellType cell, String keys) {
    RecurrentNetwork network = network(cell, keys);
    int[] kept = {2, 0, 0, 1};
    int[] next = {5, 5, 2, 5};
    List<double[]> expected = new ArrayList<>();
    List<double[]> afterwards = new ArrayList<>();
    for (int row = 0; row < kept.length; row++) {
      expected.add(alone(network, READ[kept[row]], next[row]));
    }
    for (int row : new int[] {3, 1}) {
      afterwards.add(alone(network, READ[kept[row]], next[row], 4));
    }
    assertTrue(Math.abs(expected.get(0)[0] - expected.get(1)[0]) > 1e-3, "the state matters");

    read(network);
    network.keepStepRows(kept);
    INDArray output = step(network, next);
    assertArrayEquals(new long[] {4, SYMBOLS, 1}, output.shape());
    for (int row = 0; row < kept.length; row++) {
      assertArrayEquals(expected.get(row), row(output, row), 1e-5, "row " + row);
    }
    network.keepStepRows(3, 1);
    INDArray fewer = step(network, 4, 4);
    for (int row = 0; row < 2; row++) {
      assertArrayEquals(afterwards.get(row), row(fewer, row), 1e-5, "row " + row + " of fewer");
    }
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void keepingAllRowsInTheirOrderChangesNothing(CellType cell) {
    RecurrentNetwork network = network(cell, "embedding: 4");
    read(network);
    INDArray expected = step(network, 1, 2, 3).dup();
    network.clearStepState();
    read(network);
    network.keepStepRows(0, 1, 2);
    assertEquals(expected, step(network, 1, 2, 3));
  }

  /** A batch of a text in two rows. */
  private static DataSet batch(int number) {
    ContiguousStreams plan = new ContiguousStreams(TEXT, 2, 3);
    SequenceBatches.Position position = new SequenceBatches.Position(0, number);
    try (SequenceBatches batches = new SequenceBatches(plan, SHAPE, DataType.FLOAT, position)) {
      return batches.next();
    }
  }

  /** A training that has read two batches, with a rate that changes nothing but the state. */
  private static TrainingStep started(RecurrentNetwork network) {
    TrainingStep training = new TrainingStep(network, 0);
    training.clearState();
    training.run(batch(0), 1e-30);
    training.run(batch(1), 1e-30);
    return training;
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void stepsGoOnFromWhereTheTrainingStands(CellType cell) {
    RecurrentNetwork network = network(cell, "embedding: 4");
    started(network);
    network.stepFromTrainingState();
    INDArray output = step(network, 4, 4).dup();
    double[] first = alone(network, new int[] {0, 3, 5, 2, 6, 1}, 4);
    double[] second = alone(network, new int[] {6, 3, 2, 5, 5, 1}, 4);
    assertArrayEquals(first, row(output, 0), 1e-5);
    assertArrayEquals(second, row(output, 1), 1e-5);
    assertTrue(Math.abs(alone(network, new int[0], 4)[0] - first[0]) > 1e-3, "the state matters");
  }

  @Test
  void theTrainingGoesOnAsIfNoStepHadBeenMade() {
    List<Double> losses = new ArrayList<>();
    for (boolean steps : new boolean[] {false, true}) {
      RecurrentNetwork network = network(CellType.LSTM, "embedding: 4");
      TrainingStep training = started(network);
      if (steps) {
        network.stepFromTrainingState();
        step(network, 4, 4);
        network.keepStepRows(1, 1);
        step(network, 2, 3);
        network.clearStepState();
      }
      losses.add(training.run(batch(2), 1e-30).loss());
    }
    assertEquals(losses.get(0), losses.get(1));
  }
}
