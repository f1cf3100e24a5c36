package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A profiler interrupts threads with signals, also in native code. A product that keeps numbers
 * where a signal's handler puts its own (oneDNN 3.11's sgemm) then writes anywhere.
 */
class ProfilerTest {
  private static final String SETTINGS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration version="2.0">
        <event name="jdk.ExecutionSample">
          <setting name="enabled">true</setting>
          <setting name="period">1 ms</setting>
        </event>
        <event name="jdk.NativeMethodSample">
          <setting name="enabled">true</setting>
          <setting name="period">1 ms</setting>
        </event>
      </configuration>
      """;

  @TempDir Path folder;

  @Test
  void trainingGoesOnUnharmedUnderAProfiler() throws IOException, InterruptedException {
    Path settings = Files.writeString(folder.resolve("every-millisecond.jfc"), SETTINGS);
    Path recording = folder.resolve("recording.jfr");
    Path printed = folder.resolve("printed.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:StartFlightRecording:filename=" + recording + ",settings=" + settings,
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                Training.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "still running");
    String text = Files.readString(printed);
    assertEquals(0, process.exitValue(), text);
    assertTrue(text.contains("the loss fell"), text);
    assertTrue(Files.size(recording) > 0);
  }

  /** A program of its own: broken memory would end the one that tests. */
  static final class Training {
    private static final int SYMBOLS = 65;
    private static final int BATCH = 50;
    private static final int TIME = 50;
    private static final long SECONDS = 3;

    /** A busy machine takes longer for as many, which are enough to learn a batch by heart. */
    private static final int STEPS = 100;

    private Training() {}

    public static void main(String[] arguments) {
      MultiLayerNetwork network =
          new MultiLayerNetwork(
              new NeuralNetConfiguration.Builder()
                  .seed(1)
                  .dataType(DataType.FLOAT)
                  .updater(new ParallelAdam(0.01, 0.9, 0.999, 1e-8))
                  .list()
                  .layer(new Lstm.Builder().nIn(SYMBOLS).nOut(128).symbolInput(true).build())
                  .layer(new Lstm.Builder().nIn(128).nOut(128).build())
                  .layer(new SequenceOutput.Builder().nIn(128).nOut(SYMBOLS).build())
                  .build());
      network.init();
      int[] ids = new Random(1).ints((long) BATCH * TIME, 0, SYMBOLS).toArray();
      INDArray symbols = Nd4j.createFromArray(ids).reshape(BATCH, 1, TIME);
      DataSet batch = new DataSet(symbols, symbols);
      network.fit(batch);
      double first = network.score();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      for (int step = 0; step < STEPS || System.nanoTime() < end; step++) {
        network.fit(batch);
      }
      System.out.println(
          network.score() < first / 2 ? "the loss fell" : first + " -> " + network.score());
    }
  }
}
