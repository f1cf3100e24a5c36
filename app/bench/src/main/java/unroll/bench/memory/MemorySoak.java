package unroll.bench.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.Gru;
import unroll.layers.Lstm;
import unroll.layers.Merge;
import unroll.layers.ParallelAdam;
import unroll.layers.SequenceOutput;

/**
 * Many small training steps on batches of ever other lengths, and the memory that they leave: run
 * it with {@code java -Xmx256m -cp ... unroll.bench.memory.MemorySoak 20000}.
 */
public final class MemorySoak {
  private static final int REPORTS = 10;
  private static final int BATCH = 6;
  private static final int SYMBOLS = 5;

  private MemorySoak() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int steps = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
    MultiLayerNetwork network = network();
    Random random = new Random(1);
    for (int step = 0; step <= steps; step++) {
      if (step % (steps / REPORTS) == 0) {
        report(step);
      }
      network.fit(batch(random));
    }
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.FLOAT)
                .updater(new ParallelAdam())
                .list()
                .layer(new Gru.Builder().nIn(SYMBOLS).nOut(16).symbolInput(true).build())
                .layer(new Lstm.Builder().nIn(16).nOut(12).bidirectional(Merge.CONCATENATE).build())
                .layer(new SequenceOutput.Builder().nIn(24).nOut(SYMBOLS).build())
                .build());
    network.init();
    return network;
  }

  private static DataSet batch(Random random) {
    int time = 1 + random.nextInt(20);
    int[] ids = random.ints((long) BATCH * time, 0, SYMBOLS).toArray();
    INDArray symbols = Nd4j.createFromArray(ids).reshape(BATCH, 1, time);
    INDArray mask = Nd4j.create(DataType.FLOAT, BATCH, time);
    for (int row = 0; row < BATCH; row++) {
      int length = 1 + random.nextInt(time);
      for (int step = 0; step < length; step++) {
        mask.putScalar(row, step, 1);
      }
    }
    return new DataSet(symbols, symbols, mask, mask);
  }

  private static void report(int step) throws IOException, InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(50);
    }
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.totalMemory() - runtime.freeMemory();
    System.out.printf(
        "%,8d steps: heap %.1f MB, native (JavaCPP) %.1f MB, resident %s%n",
        step, heap / 1e6, Pointer.totalBytes() / 1e6, resident());
  }

  /** Linux says; elsewhere use the system's own tools. */
  private static String resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS"))
            .findFirst()
            .map(line -> line.replaceAll("\\D", "") + " kB")
            .orElse("unknown")
        : "unknown";
  }
}
