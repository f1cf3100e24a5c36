package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static unroll.layers.TestNetworks.NO_WORKSPACES;
import static unroll.layers.TestNetworks.random;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.TestNetworks.Unit;
import unroll.layers.kernel.GateTape;
import unroll.layers.runtime.ActiveEncoderDecoder;
import unroll.layers.runtime.EncoderDecoderReplay;
import unroll.layers.runtime.EncoderDecoderReplay.StackLayer;
import unroll.layers.runtime.EncoderDecoderState;

/** What a look at the layers of both stacks shows is what they do. */
class EncoderDecoderReplayTest {
  private static final DataType TYPE = DataType.DOUBLE;
  private static final int INPUTS = 3;
  private static final int UNITS = 4;
  private static final int TIME = 7;

  /** Sources of 4 and 2 steps, targets of 3 and 2. */
  private static final INDArray MASK =
      Nd4j.createFromArray(new double[][] {{1, 1, 1, 1, 2, 2, 2}, {1, 1, 2, 2, 0, 0, 0}});

  private static ActiveEncoderDecoder layer(Unit unit, Attention attention, boolean feeds) {
    int read = feeds ? INPUTS + UNITS : INPUTS;
    MultiLayerNetwork network =
        TestNetworks.network(
            TYPE,
            new EncoderDecoder.Builder()
                .nIn(INPUTS)
                .nOut(UNITS)
                .encoder(
                    List.of(
                        (RecurrentCell)
                            unit.builder(INPUTS, UNITS / 2)
                                .bidirectional(Merge.CONCATENATE)
                                .build(),
                        (RecurrentCell)
                            unit.builder(UNITS, UNITS / 2)
                                .bidirectional(Merge.CONCATENATE)
                                .build()))
                .decoder(
                    List.of(
                        (RecurrentCell) unit.builder(read, UNITS).build(),
                        (RecurrentCell) unit.builder(UNITS, UNITS).build()))
                .attention(attention)
                .inputFeeding(feeds)
                .build());
    return (ActiveEncoderDecoder) network.getLayer(0);
  }

  private static double[] state(GateTape tape, int row, int step) {
    int[] places = tape.order().places();
    for (int line = 0; line < places.length; line++) {
      if (places[line] == step * 2 + row) {
        return tape.hidden().getRow(line).toDoubleVector();
      }
    }
    throw new AssertionError("step " + step + " of row " + row + " was not read");
  }

  @ParameterizedTest
  @CsvSource({
    "LSTM, NONE, false", "GRU, NONE, false", "LSTM, ADDITIVE, false",
    "GRU, GENERAL, true", "LSTM, DOT, true", "TANH_RNN, GENERAL, false"
  })
  void statesOfTheDecoderAreThoseOfItsSteps(Unit unit, Attention attention, boolean feeds) {
    ActiveEncoderDecoder layer = layer(unit, attention, feeds);
    INDArray input = random(TYPE, 3, 2, INPUTS, TIME);
    layer.setMaskArray(MASK);
    layer.setInput(input, NO_WORKSPACES);
    INDArray output = layer.activate(false, NO_WORKSPACES).dup();
    List<StackLayer> layers = EncoderDecoderReplay.of(layer, input, MASK, output);
    assertEquals(4, layers.size());
    int[] sources = {4, 2};
    int[] targets = {3, 2};
    for (int row = 0; row < 2; row++) {
      layer.rnnClearPreviousState();
      INDArray own = Batches.rows(input, row);
      layer.encode(Batches.steps(own, 0, sources[row]), null);
      for (int step = sources[row]; step < sources[row] + targets[row]; step++) {
        INDArray given = layer.rnnTimeStep(Batches.steps(own, step, step + 1), NO_WORKSPACES);
        for (int place = 0; place < 2; place++) {
          StackLayer read = layers.get(2 + place);
          assertEquals("d" + place + ".", read.prefix());
          assertArrayEquals(
              layer
                  .rnnGetPreviousState()
                  .get(EncoderDecoderState.hidden(place))
                  .getRow(0)
                  .toDoubleVector(),
              state(read.tapes().get(0), row, step),
              1e-10);
        }
        for (int u = 0; u < UNITS; u++) {
          assertEquals(given.getDouble(0, u, 0), output.getDouble(row, u, step), 1e-10);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"LSTM", "GRU", "TANH_RNN"})
  void statesOfTheEncoderAreThoseOfLayersThatReadTheSourceAlone(Unit unit) {
    ActiveEncoderDecoder layer = layer(unit, Attention.NONE, false);
    INDArray input = random(TYPE, 5, 2, INPUTS, TIME);
    layer.setMaskArray(MASK);
    layer.setInput(input, NO_WORKSPACES);
    INDArray output = layer.activate(false, NO_WORKSPACES);
    List<StackLayer> layers = EncoderDecoderReplay.of(layer, input, MASK, output);
    MultiLayerNetwork alone =
        TestNetworks.network(
            TYPE,
            unit.builder(INPUTS, UNITS / 2).bidirectional(Merge.CONCATENATE).build(),
            unit.builder(UNITS, UNITS / 2).bidirectional(Merge.CONCATENATE).build());
    for (int place = 0; place < 2; place++) {
      String prefix = "e" + place + ".";
      alone
          .getLayer(place)
          .paramTable()
          .forEach((key, array) -> array.assign(layer.getParam(prefix + key)));
    }
    INDArray mask = MASK.eq(EncoderDecoder.SOURCE).castTo(TYPE);
    INDArray below = input;
    for (int place = 0; place < 2; place++) {
      alone.getLayer(place).setMaskArray(mask);
      alone.getLayer(place).setInput(below, NO_WORKSPACES);
      INDArray expected = alone.getLayer(place).activate(false, NO_WORKSPACES).dup();
      List<GateTape> tapes = layers.get(place).tapes();
      for (int step = 0; step < 4; step++) {
        double[] forward = state(tapes.get(0), 0, step);
        double[] backward = state(tapes.get(1), 0, step);
        for (int u = 0; u < UNITS / 2; u++) {
          assertEquals(expected.getDouble(0, u, step), forward[u], 1e-10);
          assertEquals(expected.getDouble(0, UNITS / 2 + u, step), backward[u], 1e-10);
        }
      }
      assertEquals(6, tapes.get(0).order().count(), "source steps of both rows");
      below = expected;
    }
  }
}
