package unroll.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.config.ConfigReader;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Topology;
import unroll.layers.ParallelAdam;
import unroll.network.NetworkConfig;
import unroll.network.ParameterUpdate;

class MemoryEstimateTest {
  private static final Channel LETTERS = Channel.symbols(4);
  private static final DataShape TEXT = new DataShape(Topology.MANY_TO_MANY, LETTERS, LETTERS);

  private static MemoryEstimate estimate(String network, IUpdater updater, int rows) {
    MultiLayerConfiguration configuration =
        new ConfigReader<>(NetworkConfig.class)
            .readText("network", network)
            .configuration(TEXT, true, new ParameterUpdate(updater, 0), 1);
    EpochCensus.Batch batch = new EpochCensus.Batch(rows, 4, 4L * rows, 4L * rows, 0);
    return MemoryEstimate.of(configuration, updater, TEXT, batch, Float.BYTES);
  }

  @Test
  void theNumbersOfASmallNetworkAreCountedByHand() {
    MemoryEstimate estimate = estimate("{cell: rnn, units: 3}", new Sgd(0.1), 1);
    // Input 4 x 3, recurrent 3 x 3 and 3 biases; output 3 x 4 and 4 biases.
    assertEquals(4 * (12 + 9 + 3 + 12 + 4), estimate.parameters());
    assertEquals(estimate.parameters(), estimate.gradient());
    // Of 4 steps: sums and 4 hidden arrays of 3 units, the output; logits and the gradient.
    assertEquals(4 * (4 * 3 * (1 + 4) + 4 * 3 + 4 * 4 + 4 * 3), estimate.activations());
  }

  @Test
  void adamRemembersTwoNumbersAParameterAndPlainDescentNone() {
    MemoryEstimate adam = estimate("{units: 8}", new ParallelAdam(0.1, 0.9, 0.999, 1e-8), 2);
    assertEquals(2 * adam.parameters(), adam.optimizer());
    assertEquals(0, estimate("{units: 8}", new Sgd(0.1), 2).optimizer());
  }

  @Test
  void activationsGrowWithTheBatchAndTheCell() {
    MemoryEstimate one = estimate("{cell: lstm, units: 8}", new Sgd(0.1), 1);
    MemoryEstimate ten = estimate("{cell: lstm, units: 8}", new Sgd(0.1), 10);
    assertEquals(10 * one.activations(), ten.activations(), 1e-9);
    assertTrue(
        one.activations() > estimate("{cell: rnn, units: 8}", new Sgd(0.1), 1).activations());
  }
}
