package unroll.layers.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class PyTorchWeightsTest {
  private static final int UNITS = 4;

  /** Views of one flat vector in Fortran's order, as Deeplearning4j makes them. */
  private static final class Table {
    private final INDArray flat;
    private final Map<String, INDArray> parameters = new LinkedHashMap<>();
    private long used;

    Table(DataType type) {
      flat = Nd4j.valueArrayOf(new long[] {1, 2000}, -9, type);
    }

    Table with(String key, long... shape) {
      long end = used + Nd4j.zeros(shape).length();
      INDArray part = flat.get(NDArrayIndex.point(0), NDArrayIndex.interval(used, end));
      parameters.put(key, part.reshape('f', shape));
      used = end;
      return this;
    }

    Table withDirection(String keys, long inputs, long gates, long... biasShape) {
      with(keys + "W", inputs, gates * UNITS).with(keys + "RW", UNITS, gates * UNITS);
      with(keys + "b", biasShape);
      return gates == 3 ? with(keys + "rb", biasShape) : this;
    }

    double sum() {
      return flat.castTo(DataType.DOUBLE).sumNumber().doubleValue();
    }
  }

  private static Table twoLayers(DataType type, long gates) {
    return new Table(type)
        .withDirection("0_", 5, gates, 1, gates * UNITS)
        .withDirection("1_", UNITS, gates, gates * UNITS)
        .with("2_W", UNITS, 3)
        .with("2_b", 1, 3);
  }

  private static Table bidirectional(long gates) {
    return new Table(DataType.DOUBLE)
        .withDirection("0_f", 5, gates, gates * UNITS)
        .withDirection("0_b", 5, gates, 1, gates * UNITS)
        .with("1_W", 2 * UNITS, 3)
        .with("1_b", 3);
  }

  private static Map<String, INDArray> stateDict(String fixture) throws IOException {
    Map<String, INDArray> tensors = TensorFile.read(WeightFixtures.file(fixture + ".npz"));
    tensors.remove("x");
    tensors.remove("y");
    return tensors;
  }

  private static PyTorchWeights twoLayerWeights(Table table) {
    return PyTorchWeights.of(table.parameters).recurrent("rnn", 0, 2).linear("out", 2);
  }

  private static void assertMessage(Exception error, String... parts) {
    for (String part : parts) {
      assertTrue(error.getMessage().contains(part), error.getMessage());
    }
  }

  private static void assertRefused(
      PyTorchWeights weights, Table table, Map<String, INDArray> stateDict, String... parts) {
    double before = table.sum();
    assertMessage(
        assertThrows(IllegalArgumentException.class, () -> weights.load(stateDict)), parts);
    assertEquals(before, table.sum());
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void loadsWeightsTransposedAndAddsTheBiasesOfAnLstm(DataType type) throws IOException {
    Map<String, INDArray> stateDict = stateDict("lstm_2_layers");
    Table table = twoLayers(type, 4);
    twoLayerWeights(table).load(stateDict);
    Map<String, INDArray> parameters = table.parameters;
    for (int layer = 0; layer < 2; layer++) {
      INDArray bias =
          stateDict.get("rnn.bias_ih_l" + layer).add(stateDict.get("rnn.bias_hh_l" + layer));
      for (int gate = 0; gate < 4 * UNITS; gate++) {
        assertEquals(bias.getDouble(gate), parameters.get(layer + "_b").getDouble(gate), 1e-7);
        for (int unit = 0; unit < UNITS; unit++) {
          assertEquals(
              stateDict.get("rnn.weight_hh_l" + layer).getDouble(gate, unit),
              parameters.get(layer + "_RW").getDouble(unit, gate),
              1e-7);
        }
      }
    }
    assertEquals(
        stateDict.get("rnn.weight_ih_l0").getDouble(7, 3),
        parameters.get("0_W").getDouble(3, 7),
        1e-7);
    assertEquals(
        stateDict.get("out.weight").getDouble(2, 1), parameters.get("2_W").getDouble(1, 2), 1e-7);
    assertEquals(stateDict.get("out.bias").getDouble(2), parameters.get("2_b").getDouble(2), 1e-7);
  }

  @Test
  void keepsTheTwoBiasesOfAGruApart() throws IOException {
    Map<String, INDArray> stateDict = stateDict("gru_2_layers");
    Table table = twoLayers(DataType.DOUBLE, 3);
    twoLayerWeights(table).load(stateDict);
    assertEquals(stateDict.get("rnn.bias_ih_l1"), table.parameters.get("1_b"));
    assertEquals(stateDict.get("rnn.bias_hh_l1"), table.parameters.get("1_rb"));
  }

  @ParameterizedTest
  @CsvSource({"rnn, 1", "lstm, 4", "gru, 3"})
  void savesBothDirectionsWithPyTorchsNamesShapesAndOrder(String cell, int gates)
      throws IOException {
    Map<String, INDArray> stateDict = stateDict(cell + "_bidirectional");
    Table table = bidirectional(gates);
    PyTorchWeights weights =
        PyTorchWeights.of(table.parameters).recurrent("rnn", 0, 1).linear("out", 1);
    weights.load(stateDict);
    assertEquals(
        stateDict.get("rnn.weight_hh_l0_reverse").transpose(), table.parameters.get("0_bRW"));
    Map<String, INDArray> saved = weights.save();
    assertEquals(List.copyOf(stateDict.keySet()), List.copyOf(saved.keySet()));
    saved.forEach(
        (name, tensor) -> {
          assertArrayEquals(stateDict.get(name).shape(), tensor.shape(), name);
          if (gates == 3 || !name.contains("bias_")) {
            assertEquals(stateDict.get(name), tensor, name);
          }
        });
    assertTrue(gates == 3 || saved.get("rnn.bias_hh_l0").norm1Number().doubleValue() == 0);
  }

  @Test
  void loadsBackWhatItSaved() throws IOException {
    Table table = twoLayers(DataType.FLOAT, 1);
    PyTorchWeights weights = twoLayerWeights(table);
    weights.load(stateDict("rnn_2_layers"));
    Table other = twoLayers(DataType.FLOAT, 1);
    twoLayerWeights(other).load(weights.save());
    assertEquals(table.flat, other.flat);
  }

  @Test
  void leavesOtherLayersAlone() {
    Table table = new Table(DataType.FLOAT).with("0_W", 6, 2).with("10_W", 2, 3);
    PyTorchWeights.of(table.parameters)
        .embedding("", 0)
        .load(Map.of("weight", Nd4j.ones(DataType.FLOAT, 6, 2)));
    assertEquals(Nd4j.ones(DataType.FLOAT, 6, 2), table.parameters.get("0_W"));
    assertEquals(-9, table.parameters.get("10_W").getFloat(1, 1));
  }

  @Test
  void refusesMissingUnusedAndMisshapenTensorsAndChangesNothing() throws IOException {
    Table table = twoLayers(DataType.DOUBLE, 4);
    PyTorchWeights weights = twoLayerWeights(table);
    Map<String, INDArray> missing = stateDict("lstm_2_layers");
    missing.remove("out.bias");
    assertRefused(
        weights, table, missing, "tensor out.bias", "[3]", "b of layer 2", "no such tensor");
    Map<String, INDArray> unused = stateDict("lstm_2_layers");
    unused.put("rnn.weight_hr_l0", Nd4j.zeros(2, 4));
    assertRefused(weights, table, unused, "tensor rnn.weight_hr_l0");
    Map<String, INDArray> misshapen = stateDict("lstm_2_layers");
    misshapen.put("rnn.weight_hh_l1", Nd4j.zeros(4, 16));
    assertRefused(
        weights,
        table,
        misshapen,
        "tensor rnn.weight_hh_l1: expected shape [16, 4] for parameter RW of layer 1, found [4,"
            + " 16]");
    misshapen.put("rnn.weight_hh_l1", Nd4j.zeros(DataType.INT32, 16, 4));
    assertRefused(weights, table, misshapen, "tensor rnn.weight_hh_l1", "INT");
    assertRefused(weights, table, stateDict("gru_2_layers"), "tensor rnn.", "found [12");
  }

  @Test
  void refusesLayersThatAreNoModuleOfPyTorch() {
    PyTorchWeights peepholes =
        PyTorchWeights.of(
            new Table(DataType.FLOAT).with("0_W", 5, 16).with("0_RW", 4, 19).parameters);
    assertMessage(
        assertThrows(IllegalArgumentException.class, () -> peepholes.recurrent("rnn", 0, 1)),
        "layer 0, parameter RW: expected 4 or 16 columns for 4 units, found 19");
    Map<String, INDArray> added = bidirectional(4).parameters;
    added.putAll(
        new Table(DataType.DOUBLE)
            .withDirection("1_f", UNITS, 4, 16)
            .withDirection("1_b", UNITS, 4, 16)
            .parameters);
    assertMessage(
        assertThrows(
            IllegalArgumentException.class, () -> PyTorchWeights.of(added).recurrent("rnn", 0, 2)),
        "layer 1, parameter fW: expected shape [8, 16], found shape [4, 16]");
    Table normalized = twoLayers(DataType.FLOAT, 4).with("0_g", 16);
    assertMessage(
        assertThrows(IllegalArgumentException.class, () -> twoLayerWeights(normalized)),
        "layer 0, parameter g");
    Table threeGates =
        new Table(DataType.FLOAT).with("0_W", 5, 12).with("0_RW", 4, 12).with("0_b", 12);
    assertMessage(
        assertThrows(
            IllegalArgumentException.class,
            () -> PyTorchWeights.of(threeGates.parameters).recurrent("rnn", 0, 1)),
        "parameter RW",
        "found 12");
  }

  @Test
  void refusesALayerOrNameInTwoModulesAndLayersWithoutParameters() {
    Table table = twoLayers(DataType.FLOAT, 4);
    PyTorchWeights weights = PyTorchWeights.of(table.parameters).linear("out", 2);
    assertThrows(IllegalArgumentException.class, () -> weights.linear("again", 2));
    assertThrows(IllegalArgumentException.class, () -> weights.linear("out", 1));
    assertMessage(
        assertThrows(IllegalArgumentException.class, () -> weights.linear("more", 3)), "layer 3");
    assertMessage(
        assertThrows(IllegalArgumentException.class, () -> weights.embedding("rnn", 0)),
        "layer 0, parameter RW");
    assertThrows(IllegalArgumentException.class, () -> weights.recurrent("rnn", 0, 0));
  }

  private static MultiLayerNetwork network(Layer recurrent, long width) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .list(recurrent, new RnnOutputLayer.Builder().nIn(width).nOut(3).build())
                .build());
    network.init();
    return network;
  }

  @Test
  void writesIntoANetworksOwnParameters() throws IOException {
    MultiLayerNetwork network =
        network(new Bidirectional(new SimpleRnn.Builder().nIn(5).nOut(UNITS).build()), 2 * UNITS);
    Map<String, INDArray> stateDict = stateDict("rnn_bidirectional");
    PyTorchWeights.of(network).recurrent("rnn", 0, 1).linear("out", 1).load(stateDict);
    assertEquals(stateDict.get("rnn.weight_ih_l0_reverse").transpose(), network.getParam("0_bW"));
    double expected = 0;
    for (INDArray tensor : stateDict.values()) {
      expected += tensor.sumNumber().doubleValue();
    }
    assertEquals(expected, network.params().sumNumber().doubleValue(), 1e-9);
  }

  @Test
  void refusesStockLstmsAsTheirGatesStandInAnotherOrder() {
    LSTM lstm = new LSTM.Builder().nIn(5).nOut(UNITS).build();
    PyTorchWeights plain = PyTorchWeights.of(network(lstm, UNITS));
    assertMessage(
        assertThrows(IllegalArgumentException.class, () -> plain.recurrent("rnn", 0, 1)),
        "layer 0: expected gates in PyTorch's order");
    PyTorchWeights wrapped = PyTorchWeights.of(network(new Bidirectional(lstm), 2 * UNITS));
    assertThrows(IllegalArgumentException.class, () -> wrapped.recurrent("rnn", 0, 1));
  }
}
