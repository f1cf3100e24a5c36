package unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Topology;
import unroll.network.BatchReplay;
import unroll.network.NetworkConfigs;
import unroll.network.RecurrentNetwork;

class SaturationTest {
  private static final DataShape SHAPE =
      new DataShape(Topology.MANY_TO_MANY, Channel.numbers(2), Channel.symbols(3));

  private static double logit(double share) {
    return Math.log(share / (1 - share));
  }

  /** A network whose gates follow from the first layer's biases alone. */
  private static RecurrentNetwork network(String keys, String bias, double... values) {
    RecurrentNetwork network =
        RecurrentNetwork.create(
            NetworkConfigs.of(keys)
                .configuration(SHAPE, false, new Optimizer.SgdOptimizer(0.1).update(), 1));
    network.dl4j().params().assign(0);
    INDArray array = network.dl4j().getParam(bias);
    for (int i = 0; i < values.length; i++) {
      array.putScalar(i, values[i]);
    }
    return network;
  }

  private static Saturation saturation(RecurrentNetwork network) {
    Nd4j.getRandom().setSeed(1);
    INDArray mask = Nd4j.createFromArray(new float[][] {{1, 1, 1, 1}, {1, 1, 0, 0}});
    DataSet batch = new DataSet(Nd4j.randn(2, 2, 4), null, mask, null);
    List<BatchReplay.Reading> readings = new BatchReplay(network.dl4j()).read(batch, List.of());
    return Saturation.of(readings.get(0).recurrent().get(0).tapes());
  }

  @Test
  void gatesOfAnLstmCountAsShutBelowATenthAndOpenAboveNineTenths() {
    Saturation saturation =
        saturation(
            network(
                "cell: lstm, units: 4",
                "0_b",
                logit(0.05),
                logit(0.09),
                logit(0.11),
                logit(0.5),
                logit(0.91),
                logit(0.95),
                logit(0.99),
                logit(0.89),
                0,
                0,
                0,
                0,
                logit(0.01),
                logit(0.99),
                logit(0.2),
                logit(0.8)));
    assertEquals(new Saturation.Gate(0.5, 0), saturation.gates().get("input"));
    assertEquals(new Saturation.Gate(0, 0.75), saturation.gates().get("forget"));
    assertEquals(new Saturation.Gate(0.25, 0.25), saturation.gates().get("output"));
    assertEquals(0, saturation.farOutputs());
    assertEquals((0.5 + 0.75 + 0.5) / 3, saturation.saturatedGates(), 1e-12);
    assertEquals(
        "gates below 0.1 / above 0.9: input 50 % / 0 %, forget 0 % / 75 %, output 25 % / 25 %;"
            + " outputs beyond 0.95: 0 %",
        saturation.text());
  }

  @Test
  void gatesOfAGruInBothDirectionsCountTogether() {
    Saturation saturation =
        saturation(
            network(
                "cell: gru, units: 2, bidirectional: true",
                "0_fb",
                logit(0.05),
                logit(0.95),
                logit(0.02),
                logit(0.03),
                0,
                0));
    assertEquals(new Saturation.Gate(0.25, 0.25), saturation.gates().get("reset"));
    assertEquals(new Saturation.Gate(0.5, 0), saturation.gates().get("update"));
  }

  @Test
  void tanhUnitsCountBeyondNinetyFiveHundredths() {
    Saturation saturation = saturation(network("cell: rnn, units: 4", "0_b", 2, -3, 1.5, 0));
    // tanh(1.83) = 0.95
    assertEquals(0.5, saturation.farOutputs());
    assertEquals(0, saturation.saturatedGates());
    assertEquals("outputs beyond 0.95: 50 %", saturation.text());
  }
}
