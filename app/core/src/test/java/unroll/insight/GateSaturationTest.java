package unroll.insight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Topology;
import unroll.network.NetworkConfigs;
import unroll.network.ParameterUpdate;
import unroll.network.RecurrentNetwork;

class GateSaturationTest {
  @Test
  void sharesCountTheStepsAtWhichAGateIsNearlyShutOrOpen() {
    UnitSeries gate =
        new UnitSeries(2, 4, new float[] {0.05f, 0.1f, 0.95f, 0.99f, 0.5f, 0.9f, 0.01f, 0.5f});
    LayerReading layer =
        new LayerReading(
            "layer 1 (gru)",
            Optional.empty(),
            false,
            gate,
            Optional.empty(),
            Map.of("update", gate));
    Map<String, GateSaturation> all = GateSaturation.of(layer);
    assertEquals(1, all.size());
    assertArrayEquals(new float[] {0.25f, 0.25f}, all.get("update").left());
    assertArrayEquals(new float[] {0.5f, 0}, all.get("update").right());
  }

  @Test
  void gatesOfANetworkWithWeightsKnownByHandAreCountedRight() {
    DataShape shape = new DataShape(Topology.MANY_TO_MANY, Channel.symbols(3), Channel.symbols(3));
    RecurrentNetwork network =
        RecurrentNetwork.create(
            NetworkConfigs.of("cell: lstm, units: 1, precision: double")
                .configuration(shape, false, new ParameterUpdate(new Sgd(0.1), 0), 5));
    network.dl4j().getParam("0_W").assign(0);
    network.dl4j().getParam("0_RW").assign(0);
    INDArray bias = network.dl4j().getParam("0_b");
    bias.assign(0);
    // sigmoid(-2.3) = 0.091 is shut, sigmoid(-2.1) = 0.109 is not; columns are i, f, g, o.
    bias.putScalar(0, -2.3);
    bias.putScalar(1, -2.1);
    // Symbol 0 opens the output gate, sigmoid(2.3) = 0.909, symbol 1 shuts it, symbol 2 neither.
    network.dl4j().getParam("0_W").putScalar(0, 3, 2.3);
    network.dl4j().getParam("0_W").putScalar(1, 3, -2.3);
    int[] ids = {0, 0, 1, 2, 0, 2, 2, 1};
    DataSet row = new DataSet(Nd4j.createFromArray(ids).reshape(1, 1, 8), null);
    Map<String, GateSaturation> all =
        GateSaturation.of(Reading.of(network, row, 1).layers().get(0));
    assertArrayEquals(new float[] {1}, all.get("input").left());
    assertArrayEquals(new float[] {0}, all.get("input").right());
    assertArrayEquals(new float[] {0}, all.get("forget").left());
    assertArrayEquals(new float[] {0}, all.get("forget").right());
    assertArrayEquals(new float[] {2f / 8}, all.get("output").left());
    assertArrayEquals(new float[] {3f / 8}, all.get("output").right());
  }
}
