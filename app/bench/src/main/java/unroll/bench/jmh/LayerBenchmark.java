package unroll.bench.jmh;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
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
import unroll.layers.Gru;
import unroll.layers.KernelChoice;
import unroll.layers.Lstm;
import unroll.layers.RecurrentCell;
import unroll.layers.Rnn;
import unroll.layers.runtime.ActiveRecurrentLayer;
import unroll.network.CellType;
import unroll.network.ComputeThreads;

/** One recurrent layer alone, with either kernel: batch 50, 50 steps, as many inputs as units. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LayerBenchmark {
  private static final int BATCH = 50;
  private static final int TIME = 50;
  private static final LayerWorkspaceMgr NO_WORKSPACES = LayerWorkspaceMgr.noWorkspaces();

  @Param({"RNN", "LSTM", "GRU"})
  private CellType cell;

  @Param({"CPU", "PORTABLE"})
  private KernelChoice kernel;

  @Param({"128"})
  private int units;

  private ActiveRecurrentLayer layer;
  private INDArray input;
  private INDArray gradient;

  /** Builds the layer, an input and a gradient. */
  @Setup
  public void prepare() {
    RecurrentCell.Builder<?> builder =
        switch (cell) {
          case RNN -> new Rnn.Builder();
          case LSTM -> new Lstm.Builder();
          case GRU -> new Gru.Builder();
        };
    builder.nIn(units).nOut(units);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.FLOAT)
                .list()
                .layer(builder.kernel(kernel).build())
                .build());
    network.init();
    network.initGradientsView();
    // As in the suite, where ND4J's and BLAS's own threads are out of each other's way.
    ComputeThreads.leaveToLayers();
    layer = (ActiveRecurrentLayer) network.getLayer(0);
    input = random(new Random(1));
    gradient = random(new Random(2));
  }

  /** {@code [batch, unit, time]} in the layers' own order. */
  private INDArray random(Random random) {
    float[] numbers = new float[TIME * BATCH * units];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    return Nd4j.createFromArray(numbers).reshape(TIME, BATCH, units).permute(1, 2, 0);
  }

  /** Reading only. */
  @Benchmark
  public INDArray forward() {
    return layer.activate(input, false, NO_WORKSPACES);
  }

  /** Reading and back-propagating. */
  @Benchmark
  public INDArray forwardAndBackward() {
    layer.activate(input, true, NO_WORKSPACES);
    return layer.backpropGradient(gradient, NO_WORKSPACES).getSecond();
  }
}
