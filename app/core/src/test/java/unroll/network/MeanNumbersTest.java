package unroll.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Topology;

class MeanNumbersTest {
  private static final DataShape SHAPE =
      new DataShape(Topology.MANY_TO_MANY, Channel.symbols(4), Channel.symbols(4));

  private static RecurrentNetwork network(String precision, long seed) {
    return RecurrentNetwork.create(
        NetworkConfigs.of("cell: gru, units: 5, precision: " + precision)
            .configuration(SHAPE, false, new ParameterUpdate(new Adam(0.1), 0), seed));
  }

  private static RecurrentNetwork network(String precision, double parameter, double state) {
    RecurrentNetwork network = network(precision, 1);
    network.dl4j().params().assign(parameter);
    network.dl4j().getUpdater().getStateViewArray().assign(state);
    network.dl4j().getLayerWiseConfigurations().setIterationCount(7);
    return network;
  }

  @Test
  void numbersComeToAnotherNetworkToTheBit() {
    RecurrentNetwork from = network("float", 1);
    from.dl4j().getLayerWiseConfigurations().setIterationCount(3);
    RecurrentNetwork to = network("float", 2);
    TrainedNumbers.of(from).putInto(to);
    assertArrayEquals(
        from.dl4j().params().reshape(-1).toFloatVector(),
        to.dl4j().params().reshape(-1).toFloatVector(),
        0);
    assertEquals(3, to.trainedSteps());
  }

  @Test
  void theMeanIsWeighted() {
    for (String precision : new String[] {"float", "double"}) {
      TrainedNumbers one = TrainedNumbers.of(network(precision, 1, 10));
      TrainedNumbers other = TrainedNumbers.of(network(precision, 2, -10));
      MeanNumbers mean = new MeanNumbers(one);
      mean.add(one, 3);
      mean.add(other, 1);
      RecurrentNetwork network = network(precision, 5);
      mean.mean().putInto(network);
      assertEquals(1.25, network.dl4j().params().meanNumber().doubleValue(), 1e-7);
      assertEquals(0, network.dl4j().params().stdNumber().doubleValue(), 1e-7);
      assertEquals(
          5, network.dl4j().getUpdater().getStateViewArray().meanNumber().doubleValue(), 1e-6);
      assertEquals(7, network.trainedSteps());
    }
  }

  @Test
  void theMeanOfOneIsThatOne() {
    TrainedNumbers one = TrainedNumbers.of(network("float", 4));
    MeanNumbers mean = new MeanNumbers(one);
    assertThrows(IllegalStateException.class, mean::mean);
    mean.add(one, 12345);
    assertSame(one, mean.mean());
  }
}
