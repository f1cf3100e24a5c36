package unroll.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.config.InvalidKeyException;
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
        configuration(new NetworkConfig(CellType.LSTM, 2, 5, 0, 0.2, 1, Precision.FLOAT), false);
    assertNull(stack.getConf(0).getLayer().getIDropout());
    assertEquals(new Dropout(0.8), stack.getConf(1).getLayer().getIDropout());
    assertEquals(new Dropout(0.8), stack.getConf(2).getLayer().getIDropout());
  }

  @Test
  void hasTheParametersOfItsSizes() {
    NetworkConfig oneHot = new NetworkConfig(CellType.LSTM, 2, 5, 0, 0, 1, Precision.FLOAT);
    long lstm = 4 * (7 * 5 + 5 * 5 + 5) + 4 * (5 * 5 + 5 * 5 + 5);
    long output = 5 * 4 + 4;
    assertEquals(
        lstm + output, RecurrentNetwork.create(configuration(oneHot, false)).parameterCount());
    NetworkConfig embedded = new NetworkConfig(CellType.RNN, 1, 5, 3, 0, 1, Precision.FLOAT);
    long rnn = 3 * 5 + 5 * 5 + 5;
    assertEquals(
        7 * 3 + rnn + output,
        RecurrentNetwork.create(configuration(embedded, false)).parameterCount());
  }

  @Test
  void goesOnFromTheCarriedStateOnlyWhereDataIsAStream() {
    NetworkConfig config = new NetworkConfig(CellType.RNN, 1, 5, 0, 0, 1, Precision.FLOAT);
    assertEquals(BackpropType.TruncatedBPTT, configuration(config, true).getBackpropType());
    assertEquals(BackpropType.Standard, configuration(config, false).getBackpropType());
  }

  @Test
  void startsTheForgetGateWhereItWasAskedTo() {
    NetworkConfig config = new NetworkConfig(CellType.LSTM, 1, 5, 0, 0, 2.5, Precision.DOUBLE);
    double[] bias =
        RecurrentNetwork.create(configuration(config, false))
            .dl4j()
            .getParam("0_b")
            .toDoubleVector();
    for (int unit = 0; unit < 20; unit++) {
      // DL4J's gate order is candidate, forget, output, input.
      assertEquals(unit >= 5 && unit < 10 ? 2.5 : 0, bias[unit], "bias " + unit);
    }
    assertThrows(
        InvalidKeyException.class,
        () -> new NetworkConfig(CellType.RNN, 1, 5, 0, 0, 2.5, Precision.DOUBLE));
  }
}
