package unroll.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.config.ConfigException;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Topology;
import unroll.layers.Gru;
import unroll.layers.KernelChoice;
import unroll.layers.Orthogonal;
import unroll.layers.Rnn;
import unroll.layers.SequenceOutput;
import unroll.layers.kernel.Cell;

class NetworkConfigTest {
  private static final ParameterUpdate SGD = new ParameterUpdate(new Sgd(0.1), 0);

  private static MultiLayerConfiguration configuration(NetworkConfig config, boolean carries) {
    DataShape shape = new DataShape(Topology.MANY_TO_MANY, Channel.symbols(7), Channel.symbols(4));
    return config.configuration(shape, carries, SGD, 1);
  }

  @Test
  void dropsTheShareThatWasAskedForAfterEveryRecurrentLayer() {
    MultiLayerConfiguration stack =
        configuration(NetworkConfigs.of("layers: 2, units: 5, dropout: 0.2"), false);
    assertNull(stack.getConf(0).getLayer().getIDropout());
    assertEquals(new Dropout(0.8), stack.getConf(1).getLayer().getIDropout());
    assertEquals(new Dropout(0.8), stack.getConf(2).getLayer().getIDropout());
  }

  @Test
  void hasTheParametersOfItsSizes() {
    NetworkConfig oneHot = NetworkConfigs.of("layers: 2, units: 5");
    long lstm = 4 * (7 * 5 + 5 * 5 + 5) + 4 * (5 * 5 + 5 * 5 + 5);
    long output = 5 * 4 + 4;
    assertEquals(
        lstm + output, RecurrentNetwork.create(configuration(oneHot, false)).parameterCount());
    NetworkConfig embedded = NetworkConfigs.of("cell: rnn, units: 5, embedding: 3");
    long rnn = 3 * 5 + 5 * 5 + 5;
    assertEquals(
        7 * 3 + rnn + output,
        RecurrentNetwork.create(configuration(embedded, false)).parameterCount());
  }

  @Test
  void goesOnFromTheCarriedStateOnlyWhereDataIsAStream() {
    NetworkConfig config = NetworkConfigs.of("cell: rnn, units: 5");
    assertEquals(BackpropType.TruncatedBPTT, configuration(config, true).getBackpropType());
    assertEquals(BackpropType.Standard, configuration(config, false).getBackpropType());
  }

  @Test
  void startsTheForgetGateWhereItWasAskedTo() {
    NetworkConfig config = NetworkConfigs.of("units: 5, forget-gate-bias: 2.5, precision: double");
    double[] bias =
        RecurrentNetwork.create(configuration(config, false))
            .dl4j()
            .getParam("0_b")
            .toDoubleVector();
    for (int unit = 0; unit < 20; unit++) {
      // The gate order is input, forget, candidate, output.
      assertEquals(unit >= 5 && unit < 10 ? 2.5 : 0, bias[unit], "bias " + unit);
    }
    assertThrows(
        ConfigException.class,
        () -> NetworkConfigs.of("cell: rnn, units: 5, forget-gate-bias: 2.5, precision: double"));
  }

  @Test
  void everyKeyReachesTheLayers() {
    MultiLayerConfiguration relu =
        configuration(
            NetworkConfigs.of(
                "cell: rnn, layers: 2, units: 5, activation: relu, recurrent-weights: xavier,"
                    + " kernel: portable, label-smoothing: 0.1"),
            false);
    Rnn first = (Rnn) relu.getConf(0).getLayer();
    Rnn second = (Rnn) relu.getConf(1).getLayer();
    SequenceOutput output = (SequenceOutput) relu.getConf(2).getLayer();
    assertEquals(Cell.RELU_RNN, first.cell());
    assertEquals(KernelChoice.PORTABLE, first.getKernel());
    assertEquals(KernelChoice.PORTABLE, output.getKernel());
    assertEquals(0.1, output.getLabelSmoothing());
    assertEquals(new WeightInitXavier(), second.getWeightInitFnRecurrent());
    assertTrue(first.isSymbolInput() && !second.isSymbolInput());

    MultiLayerConfiguration gru = configuration(NetworkConfigs.of("cell: gru"), false);
    assertEquals(new Orthogonal(), ((Gru) gru.getConf(0).getLayer()).getWeightInitFnRecurrent());
  }

  @Test
  void aTiedOutputHasNoWeightsOfItsOwn() {
    DataShape shape = new DataShape(Topology.MANY_TO_MANY, Channel.symbols(7), Channel.symbols(7));
    RecurrentNetwork tied =
        RecurrentNetwork.create(
            NetworkConfigs.of("units: 5, embedding: 5, tied-embedding: true")
                .configuration(shape, false, SGD, 1));
    long lstm = 4 * (5 * 5 + 5 * 5 + 5);
    assertEquals(7 * 5 + lstm + 7, tied.parameterCount());
    double[] probabilities = tied.step(3);
    double[] logits = tied.logits(tied.hiddenState());
    double sum = Arrays.stream(logits).map(Math::exp).sum();
    assertEquals(Math.exp(logits[2]) / sum, probabilities[2], 1e-6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "activation: relu | activation: relu goes with cell: rnn",
        "units: 5, embedding: 3, tied-embedding: true | expected embedding: 5, found 3",
        "kernel: cpu, precision: double | kernel: cpu goes with precision: float",
        "kernel: gpu | kernel: unknown: gpu; ",
        "recurrent-weights: orthogonl | did you mean orthogonal?"
      })
  void keysThatDoNotGoTogetherAreRefused(String keys, String message) {
    String said = assertThrows(ConfigException.class, () -> NetworkConfigs.of(keys)).getMessage();
    assertTrue(said.contains(message), said);
  }
}
