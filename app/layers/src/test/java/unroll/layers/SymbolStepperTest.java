package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.TestNetworks.Unit;
import unroll.layers.runtime.ActiveRecurrentLayer;
import unroll.layers.runtime.StateMap;
import unroll.layers.runtime.SymbolStepper;

class SymbolStepperTest {
  private static final int SYMBOLS = 7;
  private static final int UNITS = 9;
  private static final int[] TEXT = {3, 0, 6, 6, -1, 2, 5, 1, 1, 4};

  /** Where symbols come in. */
  private enum Entry {
    IDS,
    EMBEDDING,
    TIED
  }

  static Stream<Arguments> networks() {
    List<Arguments> cases = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      for (Entry entry : Entry.values()) {
        cases.add(Arguments.of(unit, entry));
      }
    }
    return cases.stream();
  }

  private static MultiLayerNetwork network(DataType type, Unit unit, Entry entry) {
    NeuralNetConfiguration.ListBuilder stack =
        new NeuralNetConfiguration.Builder().seed(4).dataType(type).list();
    boolean isTied = entry == Entry.TIED;
    if (entry != Entry.IDS) {
      stack.layer(new SymbolEmbedding.Builder().nIn(SYMBOLS).nOut(UNITS).tied(isTied).build());
    }
    stack.layer(
        unit.builder(entry == Entry.IDS ? SYMBOLS : UNITS, UNITS)
            .symbolInput(entry == Entry.IDS)
            .build());
    stack.layer(unit.builder(UNITS, UNITS).build());
    stack.layer(
        new SequenceOutput.Builder().nIn(UNITS).nOut(SYMBOLS).tiedToEmbedding(isTied).build());
    MultiLayerNetwork network = new MultiLayerNetwork(stack.build());
    network.init();
    network.params().addi(Nd4j.rand(type, network.params().shape()).subi(0.5).muli(0.8));
    return network;
  }

  private static double[] timeStep(MultiLayerNetwork network, int id) {
    INDArray ids = Nd4j.createFromArray(new int[] {id}).reshape(1, 1, 1);
    return network.rnnTimeStep(ids).ravel().toDoubleVector();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void givesWhatDeeplearning4jsSteppingGives(Unit unit, Entry entry) {
    MultiLayerNetwork network = network(DataType.FLOAT, unit, entry);
    SymbolStepper stepper = SymbolStepper.of(network).orElseThrow();
    assertEquals(2, stepper.recurrentLayers());
    int top = network.getnLayers() - 2;
    for (int id : TEXT) {
      double[] expected = timeStep(network, id);
      assertArrayEquals(expected, stepper.step(id), 1e-6, "id " + id);
      assertArrayEquals(
          network.rnnGetPreviousState(top).get(StateMap.HIDDEN).ravel().toFloatVector(),
          stepper.hidden(1),
          1e-6f);
      assertEquals(unit == Unit.LSTM, stepper.cell(1) != null);
    }
    double[] later = stepper.step(3).clone();
    stepper.clear();
    network.rnnClearPreviousState();
    assertArrayEquals(timeStep(network, 3), stepper.step(3), 1e-6, "from the start");
    assertTrue(Math.abs(later[0] - stepper.step(3)[0]) > 1e-7, "the state counts");
  }

  @ParameterizedTest
  @MethodSource("networks")
  void takesNewParametersWhenItIsCleared(Unit unit, Entry entry) {
    MultiLayerNetwork network = network(DataType.FLOAT, unit, entry);
    SymbolStepper stepper = SymbolStepper.of(network).orElseThrow();
    double before = stepper.step(2)[0];
    network.params().muli(-0.7);
    stepper.clear();
    double[] after = stepper.step(2);
    assertArrayEquals(timeStep(network, 2), after, 1e-6);
    assertTrue(Math.abs(before - after[0]) > 1e-5, before + " and " + after[0]);
  }

  @Test
  void isThereOnlyForNetworksThatItCanStep() {
    assertTrue(SymbolStepper.of(network(DataType.DOUBLE, Unit.GRU, Entry.IDS)).isEmpty());
    MultiLayerNetwork bothWays =
        TestNetworks.network(
            DataType.FLOAT,
            Unit.GRU.builder(SYMBOLS, 4).symbolInput(true).bidirectional(Merge.ADD).build(),
            new SequenceOutput.Builder().nIn(4).nOut(SYMBOLS).build());
    assertTrue(SymbolStepper.of(bothWays).isEmpty());
    MultiLayerNetwork numbers =
        TestNetworks.network(
            DataType.FLOAT,
            Unit.GRU.builder(SYMBOLS, 4).build(),
            new SequenceOutput.Builder().nIn(4).nOut(SYMBOLS).build());
    assertTrue(SymbolStepper.of(numbers).isEmpty());
    assertTrue(numbers.getLayer(0) instanceof ActiveRecurrentLayer);
  }

  @Test
  void anIdOutOfRangeIsRefused() {
    MultiLayerNetwork network = network(DataType.FLOAT, Unit.LSTM, Entry.EMBEDDING);
    SymbolStepper stepper = SymbolStepper.of(network).orElseThrow();
    for (int id : new int[] {-2, SYMBOLS}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> stepper.step(id)).getMessage();
      assertEquals("layer 0: id " + id + "; expected 0 to 6, or -1 for none", message);
    }
  }
}
