package unroll.insight;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.data.DataShape;
import unroll.network.NetworkConfigs;
import unroll.network.ParameterUpdate;
import unroll.network.RecurrentNetwork;

/** Networks for tests without a parameter that is 0. */
final class UnevenNetworks {
  private UnevenNetworks() {}

  /**
   * Always the same one of a configuration.
   *
   * @param keys YAML, such as {@code cell: gru, units: 5}
   */
  static RecurrentNetwork network(String keys, DataShape shape) {
    RecurrentNetwork network =
        RecurrentNetwork.create(
            NetworkConfigs.of(keys)
                .configuration(shape, false, new ParameterUpdate(new Sgd(0.1), 0), 5));
    // Biases that start at 0 would hide what is added and what is not.
    Nd4j.getRandom().setSeed(3);
    INDArray parameters = network.dl4j().params();
    parameters.addi(Nd4j.randn(parameters.dataType(), parameters.shape()).muli(0.4));
    return network;
  }
}
