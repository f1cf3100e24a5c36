package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.layers.TestNetworks.random;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.layers.TestNetworks.Unit;

/** What an encoder and a decoder in one layer do with rows, and how they are described. */
class EncoderDecoderTest {
  private static final DataType TYPE = DataType.DOUBLE;
  private static final int INPUTS = 3;
  private static final int UNITS = 4;

  private static EncoderDecoder.Builder builder(Attention attention, boolean feeds) {
    RecurrentCell encoder =
        new Gru.Builder().nIn(INPUTS).nOut(2).bidirectional(Merge.CONCATENATE).build();
    RecurrentCell decoder =
        new Gru.Builder().nIn(feeds ? INPUTS + UNITS : INPUTS).nOut(UNITS).build();
    return new EncoderDecoder.Builder()
        .nIn(INPUTS)
        .nOut(UNITS)
        .encoder(List.of(encoder))
        .decoder(List.of(decoder))
        .attention(attention)
        .inputFeeding(feeds);
  }

  private static MultiLayerNetwork network(Attention attention, boolean feeds) {
    return TestNetworks.network(
        TYPE, builder(attention, feeds).build(), TestNetworks.stepOutput(UNITS, 2));
  }

  private static INDArray mask(String... rows) {
    INDArray mask = Nd4j.zeros(TYPE, rows.length, rows[0].length());
    for (int row = 0; row < rows.length; row++) {
      for (int step = 0; step < rows[row].length(); step++) {
        mask.putScalar(row, step, "-st".indexOf(rows[row].charAt(step)));
      }
    }
    return mask;
  }

  /** {@code [batch, unit, time]} of the layer itself. */
  private static INDArray output(MultiLayerNetwork network, INDArray input, INDArray mask) {
    network.setLayerMaskArrays(mask, null);
    INDArray output = network.feedForward(input, false).get(1).dup('c');
    network.clearLayerMaskArrays();
    return output;
  }

  @ParameterizedTest
  @EnumSource(Attention.class)
  void aRowAmongOthersWithGapsIsWhatItIsAlone(Attention attention) {
    for (boolean feeds : new boolean[] {false, true}) {
      if (attention == Attention.NONE && feeds) {
        continue;
      }
      MultiLayerNetwork network = network(attention, feeds);
      INDArray alone = random(TYPE, 1, 1, INPUTS, 5);
      INDArray among = random(TYPE, 2, 2, INPUTS, 9);
      int[] places = {1, 2, 4, 6, 8};
      for (int i = 0; i < places.length; i++) {
        INDArray step = alone.get(NDArrayIndex.point(0), NDArrayIndex.all(), NDArrayIndex.point(i));
        for (int input = 0; input < INPUTS; input++) {
          among.putScalar(1, input, places[i], step.getDouble(input));
        }
      }
      INDArray expected = output(network, alone, mask("ssstt"));
      INDArray found = output(network, among, mask("sssssttt-", "-ss-s-t-t"));
      for (int i = 0; i < places.length; i++) {
        for (int unit = 0; unit < UNITS; unit++) {
          assertEquals(expected.getDouble(0, unit, i), found.getDouble(1, unit, places[i]), 1e-12);
        }
      }
      assertTrue(Math.abs(expected.getDouble(0, 0, 3)) > 1e-3);
      for (int step : new int[] {0, 1, 2, 3, 4, 5, 7}) {
        assertEquals(0, found.getDouble(1, 0, step), "no target stands at " + step);
      }
    }
  }

  @Test
  void withoutAttentionTheSourceIsKnownByItsFinalStateAndWithItByEveryStep() {
    INDArray input = random(TYPE, 3, 1, INPUTS, 6);
    INDArray shuffled = input.dup();
    for (int i = 0; i < INPUTS; i++) {
      shuffled.putScalar(0, i, 0, input.getDouble(0, i, 1));
      shuffled.putScalar(0, i, 1, input.getDouble(0, i, 0));
    }
    INDArray mask = mask("sssstt");
    for (Attention attention : Attention.values()) {
      MultiLayerNetwork network = network(attention, false);
      INDArray change = output(network, input, mask).sub(output(network, shuffled, mask));
      assertTrue(change.amaxNumber().doubleValue() > 1e-4, attention.name());
    }
  }

  @Test
  void trainingLowersTheLossOfEveryAttention() {
    for (Attention attention : Attention.values()) {
      MultiLayerNetwork network = network(attention, attention != Attention.NONE);
      INDArray mask = mask("sssstt", "ss-ttt");
      INDArray labeled = mask.eq(EncoderDecoder.TARGET).castTo(TYPE);
      INDArray soft = TestNetworks.labels(TYPE, 4, 2, 2, 6);
      INDArray labels = soft.gt(0.5).castTo(TYPE);
      DataSet batch = new DataSet(random(TYPE, 4, 2, INPUTS, 6), labels, mask, labeled);
      double before = network.score(batch);
      for (int i = 0; i < 120; i++) {
        network.fit(batch);
      }
      double after = network.score(batch);
      assertTrue(after < 0.5 * before, attention + ": " + before + " to " + after);
    }
  }

  @ParameterizedTest
  @EnumSource(Attention.class)
  void parametersBeginWithNumbersOfTheRightSize(Attention attention) {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .dataType(TYPE)
            .weightInit(WeightInit.XAVIER)
            .list()
            .layer(builder(attention, false).build())
            .layer(TestNetworks.stepOutput(UNITS, 2))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    Map<String, INDArray> parameters = network.getLayer(0).paramTable();
    parameters.forEach(
        (key, array) -> {
          double norm = array.norm2Number().doubleValue() / Math.sqrt(array.length());
          boolean isWeights = key.endsWith("W");
          assertTrue(isWeights ? norm > 0.1 && norm < 1.5 : norm == 0, key + ": " + norm);
        });
    assertEquals(attention != Attention.NONE, parameters.containsKey("o.W"));
    assertEquals(attention == Attention.ADDITIVE, parameters.containsKey("a.QW"));
    String json = configuration.toJson();
    assertEquals(configuration, MultiLayerConfiguration.fromJson(json));
    assertEquals(json, MultiLayerConfiguration.fromJson(json).toJson());
  }

  @Test
  void whatDoesNotFitIsSaid() {
    RecurrentCell gru = new Gru.Builder().nIn(INPUTS).nOut(UNITS).build();
    RecurrentCell lstm = new Lstm.Builder().nIn(INPUTS).nOut(UNITS).build();
    assertRefused("units of the last decoder layer", two(gru, gru).nOut(3));
    assertRefused("same cell", two(gru, lstm));
    RecurrentCell fed = new Gru.Builder().nIn(INPUTS + UNITS).nOut(UNITS).build();
    assertRefused("goes with an attention", two(gru, fed).inputFeeding(true));
    assertRefused("reads 7 numbers", two(gru, gru).attention(Attention.DOT).inputFeeding(true));
    assertRefused("one direction", two(gru, bothWays()));
    assertRefused("DOT needs", two(bothWays(), gru).attention(Attention.DOT));
    assertRefused("layers in both stacks", new EncoderDecoder.Builder().nIn(3).nOut(4));
    assertRefused("expected on the layers", two(gru, gru).dropOut(0.5));
  }

  private static RecurrentCell bothWays() {
    return new Gru.Builder().nIn(INPUTS).nOut(UNITS).bidirectional(Merge.CONCATENATE).build();
  }

  private static EncoderDecoder.Builder two(RecurrentCell encoder, RecurrentCell decoder) {
    return new EncoderDecoder.Builder()
        .nIn(INPUTS)
        .nOut(UNITS)
        .encoder(List.of(encoder))
        .decoder(List.of(decoder));
  }

  private static void assertRefused(String expected, EncoderDecoder.Builder builder) {
    String message = assertThrows(IllegalArgumentException.class, builder::build).getMessage();
    assertTrue(message.contains(expected), message);
  }

  @Test
  void aMissingMaskIsSaid() {
    MultiLayerNetwork network = network(Attention.GENERAL, false);
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> network.output(random(TYPE, 1, 2, INPUTS, 4)))
            .getMessage();
    assertTrue(message.contains("mask: expected [2, 4] that tells source from target"), message);
  }

  @Test
  void everyCellHandsOverItsState() {
    for (Unit unit : Unit.values()) {
      RecurrentCell cell = (RecurrentCell) unit.builder(INPUTS, UNITS).build();
      MultiLayerNetwork network =
          TestNetworks.network(TYPE, two(cell, cell).build(), TestNetworks.stepOutput(UNITS, 2));
      INDArray input = random(TYPE, 5, 1, INPUTS, 4);
      INDArray other = input.dup();
      other.putScalar(0, 0, 1, 3);
      INDArray mask = mask("sstt");
      INDArray change = output(network, input, mask).sub(output(network, other, mask));
      assertTrue(change.amaxNumber().doubleValue() > 1e-4, unit.name());
    }
  }
}
