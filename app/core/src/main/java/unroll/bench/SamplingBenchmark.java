package unroll.bench;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.generation.Sampler;
import unroll.network.RecurrentNetwork;

/** Characters drawn one after the other, each fed back as the next input, batch 1. */
public final class SamplingBenchmark {
  private static final int SYMBOLS = 200;

  private final Work work;

  public SamplingBenchmark(Work work) {
    this.work = work;
  }

  /** A step is 200 characters from the zero state. */
  public Measurement sample() {
    MultiLayerNetwork network = BenchmarkNetworks.of(work, false);
    Sampler sampler = new Sampler(1, 0, 1);
    return Measurement.of(
        work.isStock() ? () -> stock(network, sampler) : ours(network, sampler),
        work.warmUp(),
        work.repeats(),
        SYMBOLS);
  }

  private static Runnable ours(MultiLayerNetwork dl4j, Sampler sampler) {
    RecurrentNetwork network = new RecurrentNetwork(dl4j);
    return () -> {
      network.clearStepState();
      int symbol = 0;
      for (int i = 0; i < SYMBOLS; i++) {
        symbol = sampler.draw(network.step(symbol));
      }
    };
  }

  private void stock(MultiLayerNetwork network, Sampler sampler) {
    network.rnnClearPreviousState();
    int symbol = 0;
    for (int i = 0; i < SYMBOLS; i++) {
      INDArray oneHot = Nd4j.create(DataType.FLOAT, 1, work.vocabulary(), 1);
      oneHot.putScalar(0, symbol, 0, 1);
      symbol = sampler.draw(network.rnnTimeStep(oneHot).ravel().toDoubleVector());
    }
  }
}
