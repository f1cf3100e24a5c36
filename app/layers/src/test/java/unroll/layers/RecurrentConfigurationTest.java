package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.layers.TestNetworks.Unit;

class RecurrentConfigurationTest {
  static Stream<RecurrentCell> changed() {
    return Stream.of(
        common(new Lstm.Builder()).forgetGateBias(2.5).build(),
        common(new Gru.Builder()).dropOut(0.7).build(),
        common(new Rnn.Builder()).activation(Activation.RELU).build(),
        new Lstm.Builder().nIn(4).nOut(3).symbolInput(true).pooling(Pooling.LAST).build(),
        new Gru.Builder().nIn(4).nOut(3).bidirectional(Merge.AVERAGE).build());
  }

  private static <T extends RecurrentCell.Builder<T>> T common(T builder) {
    return builder
        .name("memory")
        .nIn(4)
        .nOut(3)
        .kernel(KernelChoice.CPU)
        .bidirectional(Merge.MULTIPLY)
        .pooling(Pooling.MAX)
        .weightInit(WeightInit.UNIFORM)
        .weightInitRecurrent(new Orthogonal())
        .biasInit(0.3)
        .l2(0.01)
        .l1Bias(0.02)
        .updater(new Sgd(0.3));
  }

  @ParameterizedTest
  @MethodSource("changed")
  void jsonKeepsEveryKey(RecurrentCell cell) {
    MultiLayerConfiguration configuration = configuration(cell);
    String json = configuration.toJson();
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(json);
    assertEquals(configuration, read);
    assertEquals(json, read.toJson());
    RecurrentCell copy = (RecurrentCell) read.getConf(0).getLayer();
    assertEquals(cell, copy);
    assertEquals(cell.hashCode(), copy.hashCode());
    assertEquals(cell.getKernel(), copy.getKernel());
    assertEquals(cell.isSymbolInput(), copy.isSymbolInput());
    assertEquals(cell.getMerge(), copy.getMerge());
    assertEquals(cell.getPooling(), copy.getPooling());
    assertEquals(cell.cell(), copy.cell());
    assertEquals(cell.getWeightInitFnRecurrent(), copy.getWeightInitFnRecurrent());
    assertEquals(cell.biasInit(1), copy.biasInit(1));
    assertEquals(cell, configuration.clone().getConf(0).getLayer());
  }

  @Test
  void everyKeyMakesAnotherConfiguration() {
    List<UnaryOperator<Lstm.Builder>> changes =
        List.of(
            builder -> builder,
            builder -> builder.forgetGateBias(3),
            builder -> builder.kernel(KernelChoice.PORTABLE),
            builder -> builder.symbolInput(true),
            builder -> builder.bidirectional(Merge.ADD),
            builder -> builder.bidirectional(Merge.AVERAGE),
            builder -> builder.pooling(Pooling.LAST),
            builder -> builder.pooling(Pooling.MEAN),
            builder -> builder.nOut(5),
            builder -> builder.name("other"));
    List<Lstm> cells =
        changes.stream()
            .map(change -> change.apply(new Lstm.Builder().nIn(4).nOut(3)).build())
            .toList();
    for (int i = 0; i < cells.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertNotEquals(cells.get(i), cells.get(j), i + " and " + j);
      }
    }
    assertNotEquals(new Gru.Builder().nOut(3).build(), new Rnn.Builder().nOut(3).build());
  }

  @Test
  void sizesFollowFromTheInputType() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new Gru.Builder().nOut(5).bidirectional(Merge.CONCATENATE).build())
            .layer(new Lstm.Builder().nOut(4).bidirectional(Merge.ADD).build())
            .layer(new Rnn.Builder().nOut(3).pooling(Pooling.MEAN).build())
            .layer(TestNetworks.rowOutput(0, 2))
            .setInputType(InputType.recurrent(7))
            .build();
    List<Long> sizes = configuration.getConfs().stream().map(this::inputs).toList();
    assertEquals(List.of(7L, 10L, 4L, 3L), sizes);
    assertEquals(
        List.of(InputType.recurrent(10), InputType.recurrent(4), InputType.feedForward(3)),
        configuration.getLayerActivationTypes(InputType.recurrent(7)).subList(0, 3));
  }

  private long inputs(NeuralNetConfiguration configuration) {
    return ((FeedForwardLayer) configuration.getLayer()).getNIn();
  }

  @ParameterizedTest
  @EnumSource
  void biasesStartWhereTheyAreAskedTo(Unit unit) {
    RecurrentCell.Builder<?> builder = unit.builder(3, 2).biasInit(0.25);
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(builder.build()));
    network.init();
    INDArray bias = network.getParam("0_b");
    for (int i = 0; i < bias.length(); i++) {
      boolean isForget = unit == Unit.LSTM && i / 2 == 1;
      assertEquals(isForget ? 1 : 0.25, bias.getDouble(i), "place " + i);
    }
    if (unit == Unit.GRU) {
      assertEquals(0, network.getParam("0_rb").amaxNumber().doubleValue());
    }
  }

  @Test
  void onlyWeightsDecay() {
    MultiLayerNetwork network =
        TestNetworks.network(
            DataType.DOUBLE,
            new Gru.Builder().nIn(3).nOut(2).bidirectional(Merge.ADD).l2(0.5).build());
    double expected = 0;
    for (String key : List.of("0_fW", "0_fRW", "0_bW", "0_bRW")) {
      expected += 0.25 * Math.pow(network.getParam(key).norm2Number().doubleValue(), 2);
    }
    assertEquals(expected, network.calcRegularizationScore(true), 1e-10);
  }

  private static MultiLayerConfiguration configuration(RecurrentCell cell) {
    return new NeuralNetConfiguration.Builder().list().layer(cell).build();
  }
}
