package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import unroll.layers.kernel.GateTape;
import unroll.layers.runtime.ActiveRecurrentLayer;
import unroll.layers.runtime.GateReplay;
import unroll.layers.runtime.StateMap;

class GateReplayTest {
  private static final int INPUTS = 3;
  private static final int UNITS = 4;
  private static final int BATCH = 3;
  private static final int TIME = 5;

  private static ActiveRecurrentLayer layer(RecurrentCell cell) {
    SequenceOutput output = new SequenceOutput.Builder().nIn(cell.outputSize()).nOut(2).build();
    MultiLayerNetwork network = TestNetworks.network(DataType.FLOAT, cell, output);
    return (ActiveRecurrentLayer) network.getLayer(0);
  }

  private static INDArray input() {
    Nd4j.getRandom().setSeed(2);
    return Nd4j.randn(DataType.FLOAT, BATCH, INPUTS, TIME);
  }

  @ParameterizedTest
  @EnumSource(TestNetworks.Unit.class)
  void aReplaysStatesAreThoseOfTheLayerInTheOrderOfItsReading(TestNetworks.Unit unit) {
    for (TestNetworks.Padding padding : TestNetworks.Padding.values()) {
      INDArray mask = padding.mask(DataType.FLOAT, BATCH, TIME);
      ActiveRecurrentLayer layer =
          layer(unit.builder(INPUTS, UNITS).bidirectional(Merge.CONCATENATE).build());
      layer.setMaskArray(mask);
      INDArray output = layer.activate(input(), false, TestNetworks.NO_WORKSPACES).dup('c');
      List<GateTape> tapes = GateReplay.of(layer, input(), mask, Map.of());
      assertEquals(2, tapes.size());
      for (int direction = 0; direction < 2; direction++) {
        GateTape tape = tapes.get(direction);
        int before = direction == 0 ? -1 : TIME;
        for (int line = 0; line < tape.hidden().size(0); line++) {
          int place = tape.order().places()[line];
          int step = place / BATCH;
          if (place % BATCH == tape.order().row(0)) {
            assertTrue(direction == 0 ? step > before : step < before, "in reading order");
            before = step;
          }
          for (int i = 0; i < UNITS; i++) {
            assertEquals(
                output.getDouble(place % BATCH, direction * UNITS + i, step),
                tape.hidden().getDouble(line, i),
                1e-5,
                unit + " " + padding);
          }
        }
      }
    }
  }

  /** The gates follow from biases alone where all weights are zero. */
  @ParameterizedTest
  @CsvSource({"LSTM, 4", "GRU, 3"})
  void gatesAreTheSigmoidsOfTheirSums(TestNetworks.Unit unit, int gates) {
    ActiveRecurrentLayer layer = layer(unit.builder(INPUTS, UNITS).build());
    layer.params().assign(0);
    INDArray bias = Nd4j.linspace(DataType.FLOAT, -4, 0.5, (long) gates * UNITS);
    layer.getParam("b").assign(bias);
    GateTape tape = GateReplay.of(layer, input(), null, Map.of()).get(0);
    Map<String, Integer> columns =
        unit == TestNetworks.Unit.LSTM
            ? Map.of("input", 0, "forget", 1, "output", 3)
            : Map.of("reset", 0, "update", 1);
    assertEquals(columns.keySet(), Set.copyOf(tape.gates().keySet()));
    INDArray expected = Transforms.sigmoid(bias, true);
    columns.forEach(
        (name, gate) -> {
          INDArray values = tape.gates().get(name);
          assertArrayEquals(new long[] {BATCH * TIME, UNITS}, values.shape());
          for (int line = 0; line < BATCH * TIME; line++) {
            for (int i = 0; i < UNITS; i++) {
              assertEquals(
                  expected.getDouble(gate * UNITS + i), values.getDouble(line, i), 1e-6, name);
            }
          }
        });
  }

  @ParameterizedTest
  @EnumSource(TestNetworks.Unit.class)
  void aReplayGoesOnFromAStateAndChangesNothing(TestNetworks.Unit unit) {
    ActiveRecurrentLayer layer = layer(unit.builder(INPUTS, UNITS).build());
    INDArray first = Batches.steps(input(), 0, 2);
    INDArray rest = Batches.steps(input(), 2, TIME);
    layer.rnnActivateUsingStoredState(first, false, true, TestNetworks.NO_WORKSPACES);
    Map<String, INDArray> state = layer.rnnGetTBPTTState();
    INDArray hidden = state.get(StateMap.HIDDEN).dup();
    List<RecurrentState> finalStates = layer.finalStates();
    GateTape tape = GateReplay.of(layer, rest, null, state).get(0);
    assertEquals(hidden, layer.rnnGetTBPTTState().get(StateMap.HIDDEN));
    assertEquals(finalStates, layer.finalStates());
    INDArray whole = layer.activate(input(), false, TestNetworks.NO_WORKSPACES);
    for (int row = 0; row < BATCH; row++) {
      // All rows are as long, so the last lines are the last step.
      int line = 2 * BATCH + row;
      int place = tape.order().places()[line];
      assertEquals(
          whole.getDouble(place % BATCH, 1, TIME - 1), tape.hidden().getDouble(line, 1), 1e-5);
    }
  }

  @ParameterizedTest
  @CsvSource({"LSTM", "GRU", "TANH_RNN"})
  void symbolsAreReadAsTheLayerReadsThem(TestNetworks.Unit unit) {
    ActiveRecurrentLayer layer = layer(unit.builder(INPUTS, UNITS).symbolInput(true).build());
    INDArray ids = Nd4j.createFromArray(0, 2, -1, 1, 1, 0).reshape(2, 1, 3);
    INDArray output = layer.activate(ids, false, TestNetworks.NO_WORKSPACES);
    GateTape tape = GateReplay.of(layer, ids, null, Map.of()).get(0);
    for (int line = 0; line < 6; line++) {
      int place = tape.order().places()[line];
      assertEquals(
          output.getDouble(place % 2, 3, place / 2), tape.hidden().getDouble(line, 3), 1e-5);
    }
  }
}
