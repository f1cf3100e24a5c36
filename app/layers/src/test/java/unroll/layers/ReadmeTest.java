package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** The example of the module's README. */
class ReadmeTest {
  @Test
  void theExampleLearnsHello() {
    INDArray oneHotOfHell = Nd4j.create(1, 4, 4);
    int[] hell = {0, 1, 2, 2};
    for (int step = 0; step < 4; step++) {
      oneHotOfHell.putScalar(0, hell[step], step, 1);
    }
    INDArray idsOfEllo = Nd4j.createFromArray(1, 2, 2, 3).reshape(1, 1, 4);
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .updater(new Adam(0.01))
            .list()
            .layer(new Gru.Builder().nIn(4).nOut(16).weightInitRecurrent(new Orthogonal()).build())
            .layer(new SequenceOutput.Builder().nIn(16).nOut(4).build())
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    network.fit(oneHotOfHell, idsOfEllo);
    double first = network.score();
    for (int i = 0; i < 100; i++) {
      network.fit(oneHotOfHell, idsOfEllo);
    }
    assertTrue(network.score() < first / 10, first + " -> " + network.score());
  }

  @Test
  void theReadmeShowsTheExampleOfThisTest() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String source = Files.readString(Path.of("src/test/java/unroll/layers/ReadmeTest.java"));
    int start = readme.indexOf("```java\n") + "```java\n".length();
    String example = readme.substring(start, readme.indexOf("```", start));
    assertTrue(source.replaceAll("(?m)^ {4}", "").contains(example), example);
  }
}
