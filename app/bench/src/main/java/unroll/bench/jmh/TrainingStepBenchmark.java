package unroll.bench.jmh;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.dataset.DataSet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import unroll.config.ConfigReader;
import unroll.config.Words;
import unroll.data.Channel;
import unroll.data.ContiguousStreams;
import unroll.data.DataShape;
import unroll.data.SequenceBatches;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.network.CellType;
import unroll.network.NetworkConfig;
import unroll.network.RecurrentNetwork;
import unroll.training.Optimizer;
import unroll.training.TrainingStep;

/** One optimizer step of a character model: 65 symbols, 2 layers, batch 50, 50 steps, Adam. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class TrainingStepBenchmark {
  private static final int SYMBOLS = 65;
  private static final int BATCH = 50;
  private static final int TIME = 50;
  private static final double LEARNING_RATE = 0.002;

  @Param({"RNN", "LSTM", "GRU"})
  private CellType cell;

  @Param({"128"})
  private int units;

  private TrainingStep step;
  private DataSet batch;

  /** Builds the network and one batch of random symbols. */
  @Setup
  public void prepare() {
    Channel channel = Channel.symbols(SYMBOLS);
    DataShape shape = new DataShape(Topology.MANY_TO_MANY, channel, channel);
    Optimizer adam = new Optimizer.AdamOptimizer(LEARNING_RATE, 0.9, 0.999, 1e-8);
    NetworkConfig config =
        new ConfigReader<>(NetworkConfig.class)
            .readText(
                "benchmark",
                "{cell: %s, layers: 2, units: %d}".formatted(Words.kebabCase(cell), units));
    RecurrentNetwork network =
        RecurrentNetwork.create(config.configuration(shape, true, adam.update(), 1));
    step = new TrainingStep(network, 0);
    int[] ids = new Random(1).ints(BATCH * TIME + 1, 0, SYMBOLS).toArray();
    ContiguousStreams plan = new ContiguousStreams(Symbols.of(ids), BATCH, TIME);
    try (SequenceBatches batches =
        new SequenceBatches(plan, shape, network.dataType(), SequenceBatches.Position.START)) {
      batch = batches.next();
    }
  }

  /** Forward, backward and update. */
  @Benchmark
  public double step() {
    return step.run(batch, LEARNING_RATE).loss();
  }
}
