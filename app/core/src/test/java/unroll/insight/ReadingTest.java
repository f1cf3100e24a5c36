package unroll.insight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static unroll.insight.UnevenNetworks.network;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import unroll.config.Words;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Topology;
import unroll.layers.runtime.StateMap;
import unroll.network.CellType;
import unroll.network.RecurrentNetwork;

class ReadingTest {
  private static final int SYMBOLS = 6;
  private static final DataShape TEXT =
      new DataShape(Topology.MANY_TO_MANY, Channel.symbols(SYMBOLS), Channel.symbols(SYMBOLS));
  private static final DataShape FRAMES =
      new DataShape(Topology.MANY_TO_MANY, Channel.numbers(3), Channel.symbols(4));
  private static final DataShape ONE_LABEL =
      new DataShape(Topology.MANY_TO_ONE, Channel.symbols(SYMBOLS), Channel.symbols(4));

  private static String keys(CellType cell, String more) {
    return "cell: %s, units: 4%s".formatted(Words.kebabCase(cell), more);
  }

  private static int[] ids(int steps) {
    return new Random(1).ints(steps, 0, SYMBOLS).toArray();
  }

  private static DataSet row(int... ids) {
    return new DataSet(Nd4j.createFromArray(ids).reshape(1, 1, ids.length), null);
  }

  private static double[] at(UnitSeries series, int step) {
    double[] values = new double[series.units()];
    for (int unit = 0; unit < values.length; unit++) {
      values[unit] = series.at(step, unit);
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void hiddenStatesAreThoseOfTheNetworkStepByStepInLongTextsToo(CellType cell) {
    RecurrentNetwork network = network(keys(cell, ", layers: 2"), TEXT);
    int[] ids = ids(600);
    Reading reading = Reading.of(network, row(ids), 2);
    assertEquals(600, reading.steps());
    assertEquals(2, reading.layers().size());
    network.clearStepState();
    for (int step = 0; step < ids.length; step++) {
      network.step(ids[step]);
      assertArrayEquals(
          network.hiddenState(), at(reading.layers().get(1).hidden(), step), 1e-5, "step " + step);
    }
  }

  @Test
  void cellStatesAreThoseThatTheNetworkCarries() {
    RecurrentNetwork network = network("cell: lstm, layers: 2, units: 4", FRAMES);
    INDArray frames = Nd4j.randn(1, 3, 300);
    Reading reading = Reading.of(network, new DataSet(frames, null), 1);
    network.clearStepState();
    for (int step = 0; step < 300; step++) {
      network.step(frames.get(all(), all(), interval(step, step + 1)).dup());
      for (int layer = 0; layer < 2; layer++) {
        double[] carried =
            network.dl4j().rnnGetPreviousState(layer).get(StateMap.CELL).getRow(0).toDoubleVector();
        assertArrayEquals(
            carried, at(reading.layers().get(layer).cell().orElseThrow(), step), 1e-5);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void predictionsAreTheLargestOutputsOfTheNetwork(CellType cell) {
    RecurrentNetwork network = network(keys(cell, ", bidirectional: true, layers: 2"), TEXT);
    DataSet row = row(ids(40));
    StepPredictions predictions = Reading.of(network, row, 3).predictions();
    INDArray output = network.output(row);
    for (int step = 0; step < 40; step++) {
      for (int rank = 0; rank < 3; rank++) {
        double value = predictions.value(step, rank);
        assertEquals(output.getDouble(0, predictions.id(step, rank), step), value, 1e-6);
        int larger = 0;
        for (int id = 0; id < SYMBOLS; id++) {
          larger += output.getDouble(0, id, step) > value + 1e-6 ? 1 : 0;
        }
        assertEquals(rank, larger, "outputs larger than the one of rank " + rank);
      }
    }
  }

  @Test
  void gatesAndCellOfAnLstmAreWhatTheirFormulasSay() {
    RecurrentNetwork network = network("cell: lstm, units: 4, precision: double", TEXT);
    int[] ids = ids(20);
    LayerReading layer = Reading.of(network, row(ids), 1).layers().get(0);
    assertEquals(List.of("input", "forget", "output"), List.copyOf(layer.gates().keySet()));
    double[] hidden = new double[4];
    double[] cell = new double[4];
    for (int step = 0; step < ids.length; step++) {
      double[] sums = sums(network, ids[step], hidden);
      for (int unit = 0; unit < 4; unit++) {
        double input = sigmoid(sums[unit]);
        double forget = sigmoid(sums[4 + unit]);
        double output = sigmoid(sums[12 + unit]);
        cell[unit] = forget * cell[unit] + input * Math.tanh(sums[8 + unit]);
        hidden[unit] = output * Math.tanh(cell[unit]);
        assertEquals(input, layer.gates().get("input").at(step, unit), 1e-6);
        assertEquals(forget, layer.gates().get("forget").at(step, unit), 1e-6);
        assertEquals(output, layer.gates().get("output").at(step, unit), 1e-6);
        assertEquals(cell[unit], layer.cell().orElseThrow().at(step, unit), 1e-6);
        assertEquals(hidden[unit], layer.hidden().at(step, unit), 1e-6);
      }
    }
  }

  @Test
  void gatesOfAGruAreWhatTheirFormulasSay() {
    RecurrentNetwork network = network("cell: gru, units: 4, precision: double", TEXT);
    int[] ids = ids(20);
    LayerReading layer = Reading.of(network, row(ids), 1).layers().get(0);
    assertEquals(List.of("reset", "update"), List.copyOf(layer.gates().keySet()));
    assertTrue(layer.cell().isEmpty());
    INDArray bias = network.dl4j().getParam("0_rb");
    for (int step = 1; step < ids.length; step++) {
      double[] sums = sums(network, ids[step], at(layer.hidden(), step - 1));
      for (int unit = 0; unit < 4; unit++) {
        double reset = sigmoid(sums[unit] + bias.getDouble(unit));
        double update = sigmoid(sums[4 + unit] + bias.getDouble(4 + unit));
        assertEquals(reset, layer.gates().get("reset").at(step, unit), 1e-6);
        assertEquals(update, layer.gates().get("update").at(step, unit), 1e-6);
      }
    }
  }

  private static double[] sums(RecurrentNetwork network, int id, double[] hidden) {
    INDArray weights = network.dl4j().getParam("0_W");
    INDArray recurrent = network.dl4j().getParam("0_RW");
    INDArray bias = network.dl4j().getParam("0_b");
    double[] sums = new double[(int) bias.length()];
    for (int column = 0; column < sums.length; column++) {
      sums[column] = bias.getDouble(column) + weights.getDouble(id, column);
      for (int unit = 0; unit < hidden.length; unit++) {
        sums[column] += hidden[unit] * recurrent.getDouble(unit, column);
      }
    }
    return sums;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void theBackwardUnitsReadWhatForwardUnitsWouldReadOfTheReversedSequence(CellType cell) {
    RecurrentNetwork network = network(keys(cell, ", bidirectional: true"), TEXT);
    network
        .dl4j()
        .getLayer(0)
        .paramTable()
        .forEach(
            (key, array) -> {
              if (key.startsWith("b") && key.length() > 1) {
                array.assign(network.dl4j().getParam("0_f" + key.substring(1)));
              }
            });
    int[] ids = ids(30);
    int[] reversed = new int[30];
    for (int i = 0; i < 30; i++) {
      reversed[i] = ids[29 - i];
    }
    LayerReading there = Reading.of(network, row(ids), 1).layers().get(0);
    LayerReading back = Reading.of(network, row(reversed), 1).layers().get(0);
    assertEquals(8, there.hidden().units());
    assertEquals("1 backward", there.unitName(4));
    for (int step = 0; step < 30; step++) {
      for (int unit = 0; unit < 4; unit++) {
        assertEquals(there.hidden().at(step, unit), back.hidden().at(29 - step, 4 + unit), 1e-6);
        if (there.cell().isPresent()) {
          float forward = there.cell().get().at(step, unit);
          assertEquals(forward, back.cell().get().at(29 - step, 4 + unit), 1e-6);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void maskedStepsAreReadByNoLayer(String bidirectional) {
    RecurrentNetwork network =
        network("cell: lstm, units: 4, layers: 2, bidirectional: " + bidirectional, FRAMES);
    INDArray frames = Nd4j.randn(1, 3, 5);
    INDArray mask = Nd4j.createFromArray(new float[][] {{1, 0, 1, 1, 0}});
    Reading masked = Reading.of(network, new DataSet(frames, null, mask, null), 2);
    INDArray packed = Nd4j.concat(2, step(frames, 0), step(frames, 2), step(frames, 3));
    Reading alone = Reading.of(network, new DataSet(packed, null), 2);
    int[] places = {0, 2, 3};
    for (int layer = 0; layer < 2; layer++) {
      for (int i = 0; i < 3; i++) {
        UnitSeries cells = masked.layers().get(layer).cell().orElseThrow();
        assertArrayEquals(
            at(alone.layers().get(layer).cell().orElseThrow(), i), at(cells, places[i]), 1e-6);
        assertEquals(
            alone.predictions().value(i, 0), masked.predictions().value(places[i], 0), 1e-6);
      }
      assertArrayEquals(
          new double[masked.layers().get(layer).hidden().units()],
          at(masked.layers().get(layer).hidden(), 1));
    }
    assertEquals(-1, masked.predictions().id(4, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"last", "mean", "max"})
  void aNetworkThatAnswersOnceSaysAtEveryStepWhatItWouldAnswerThere(String pooling) {
    RecurrentNetwork network = network("cell: gru, units: 4, pooling: " + pooling, ONE_LABEL);
    DataSet row = row(ids(9));
    row.setLabels(Nd4j.createFromArray(2).reshape(1, 1));
    Reading reading = Reading.of(network, row, 4);
    INDArray output = network.output(row(ids(9)));
    double atThird = network.output(row(Arrays.copyOf(ids(9), 3))).maxNumber().doubleValue();
    assertEquals(atThird, reading.predictions().value(2, 0), 1e-6);
    assertTrue(Float.isNaN(reading.predictions().ofLabel()[2]));
    assertEquals(output.maxNumber().doubleValue(), reading.predictions().value(8, 0), 1e-6);
    assertEquals(9, reading.layers().get(0).hidden().steps());
  }

  @Test
  void theLossOfAStepIsThatOfItsLabel() {
    RecurrentNetwork network = network("cell: rnn, units: 4", TEXT);
    int[] ids = ids(50);
    DataSet row = row(ids);
    row.setLabels(Nd4j.createFromArray(ids).reshape(1, 1, 50));
    Reading reading = Reading.of(network, row, 1);
    INDArray output = network.output(row);
    double sum = 0;
    for (int step = 0; step < 50; step++) {
      double loss = -Math.log(output.getDouble(0, ids[step], step));
      assertEquals(loss, reading.predictions().loss(step), 1e-5);
      sum += loss;
    }
    assertEquals(sum / 50, reading.meanLoss(), 1e-5);
  }

  @Test
  void onlyABatchOfOneRowIsRead() {
    RecurrentNetwork network = network("cell: rnn, units: 4", FRAMES);
    DataSet two = new DataSet(Nd4j.randn(2, 3, 5), null);
    assertEquals(
        "expected a batch of one row, got 2",
        assertThrows(IllegalArgumentException.class, () -> Reading.of(network, two, 1))
            .getMessage());
  }

  private static INDArray step(INDArray frames, int step) {
    return frames.get(all(), all(), interval(step, step + 1)).dup();
  }
}
