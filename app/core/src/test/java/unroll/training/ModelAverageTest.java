package unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Topology;
import unroll.network.NetworkConfigs;
import unroll.network.RecurrentNetwork;

class ModelAverageTest {
  private static final Optimizer ADAM = new Optimizer.AdamOptimizer(0.02, 0.9, 0.999, 1e-8);

  private static RecurrentNetwork network(int symbols, long seed) {
    DataShape shape =
        new DataShape(Topology.MANY_TO_MANY, Channel.symbols(symbols), Channel.symbols(symbols));
    return RecurrentNetwork.create(
        NetworkConfigs.of("cell: lstm, units: 3").configuration(shape, false, ADAM.update(), seed));
  }

  @Test
  void everyParameterIsTheMeanOfTheModels() {
    ModelAverage average = new ModelAverage();
    INDArray[] parameters = new INDArray[3];
    for (int model = 0; model < 3; model++) {
      RecurrentNetwork network = network(4, model + 1);
      parameters[model] = network.dl4j().params().dup();
      average.add(network);
    }
    RecurrentNetwork result = network(4, 9);
    average.applyTo(result);
    INDArray means = result.dl4j().params();
    for (int i = 0; i < means.length(); i++) {
      double sum = 0;
      for (INDArray model : parameters) {
        sum += model.getDouble(i);
      }
      assertEquals((float) (sum / 3), means.getFloat(i), 0f, "parameter " + i);
    }
  }

  @Test
  void theAverageOfOneModelIsThatModelToTheBit() {
    ModelAverage average = new ModelAverage();
    average.add(network(4, 1));
    RecurrentNetwork result = network(4, 2);
    average.applyTo(result);
    assertEquals(network(4, 1).dl4j().params(), result.dl4j().params());
    assertEquals(
        network(4, 1).step(2)[0], result.step(2)[0], 0, "the answers are those of its parameters");
  }

  @Test
  void aModelOfAnotherSizeIsRefused() {
    ModelAverage average = new ModelAverage();
    average.add(network(4, 1));
    assertThrows(IllegalArgumentException.class, () -> average.add(network(5, 1)));
  }
}
