package unroll.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.config.ConfigException;
import unroll.data.Channel;
import unroll.data.DataShape;

class NetworkConfigTest {
  private static final ParameterUpdate SGD = new ParameterUpdate(new Sgd(0.1), 0);

  private static MultiLayerConfiguration configuration(NetworkConfig config, boolean carries) {
    DataShape shape = new DataShape(Channel.symbols(7), Channel.symbols(4));
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
}
