package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import unroll.layers.kernel.CpuEmbedding;
import unroll.layers.kernel.EmbeddingKernel;
import unroll.layers.kernel.PortableEmbedding;

class SymbolEmbeddingTest {
  private static final int SYMBOLS = 6;
  private static final int WIDTH = 3;
  private static final INDArray IDS =
      Nd4j.createFromArray(new int[][][] {{{2, 0, -1, 5}}, {{1, 1, 2, 4}}});
  private static final INDArray MASK =
      Nd4j.createFromArray(new double[][] {{0, 1, 1, 1}, {1, 0, 1, 0}});

  private static SymbolEmbedding.Builder embedding() {
    return new SymbolEmbedding.Builder().nIn(SYMBOLS).nOut(WIDTH);
  }

  private static MultiLayerConfiguration configuration(
      DataType type, SymbolEmbedding embedding, int units) {
    return new NeuralNetConfiguration.Builder()
        .dataType(type)
        .seed(3)
        .activation(Activation.SIGMOID)
        .dropOut(0.999)
        .updater(new Adam(0.03))
        .list()
        .layer(embedding)
        .layer(new LSTM.Builder().nOut(units).activation(Activation.TANH).dropOut(0).build())
        .layer(new SequenceOutput.Builder().nOut(SYMBOLS).dropOut(0).build())
        .setInputType(InputType.recurrent(1))
        .build();
  }

  private static MultiLayerNetwork network(DataType type, SymbolEmbedding embedding) {
    MultiLayerConfiguration configuration = configuration(type, embedding, 4);
    configuration.getConf(1).getLayer().setIDropout(null);
    configuration.getConf(2).getLayer().setIDropout(null);
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private static DataSet data(INDArray featuresMask) {
    INDArray labels = Nd4j.createFromArray(new int[][][] {{{0, 1, 2, 3}}, {{4, 5, 1, 0}}});
    return new DataSet(IDS, labels, featuresMask, null);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void givesEverySymbolItsRowAndMaskedAndMissingOnesZero(DataType type) {
    MultiLayerNetwork network = network(type, embedding().build());
    INDArray rows = network.getParam("0_W");
    for (DataType idType : new DataType[] {DataType.INT32, DataType.INT64, type}) {
      network.setLayerMaskArrays(MASK, null);
      INDArray output = network.feedForward(IDS.castTo(idType)).get(1);
      network.clearLayerMaskArrays();
      for (int row = 0; row < 2; row++) {
        for (int step = 0; step < 4; step++) {
          int id = IDS.getInt(row, 0, step);
          boolean isZero = id < 0 || MASK.getDouble(row, step) == 0;
          for (int unit = 0; unit < WIDTH; unit++) {
            assertEquals(
                isZero ? 0 : rows.getDouble(id, unit), output.getDouble(row, unit, step), 0);
          }
        }
      }
    }
  }

  @Test
  void gradientsAreRightWithRepeatedMissingAndMaskedSymbols() {
    MultiLayerNetwork network = network(DataType.DOUBLE, embedding().build());
    FiniteDifferences.checkParameters(network, data(null));
    FiniteDifferences.checkParameters(
        network, data(Nd4j.createFromArray(new double[][] {{1, 1, 1, 0}, {1, 1, 0, 0}})));
  }

  @Test
  void bothKernelsTrainAlike() {
    MultiLayerNetwork fast = network(DataType.FLOAT, embedding().kernel(KernelChoice.CPU).build());
    MultiLayerNetwork portable =
        network(DataType.FLOAT, embedding().kernel(KernelChoice.PORTABLE).build());
    for (int i = 0; i < 5; i++) {
      fast.fit(data(i % 2 == 0 ? null : MASK));
      portable.fit(data(i % 2 == 0 ? null : MASK));
    }
    assertTrue(fast.params().equalsWithEps(portable.params(), 1e-4));
  }

  @Test
  void bothKernelsAddTheGradientsOfManyRows() {
    int[] ids = new Random(1).ints(3_000, -1, 40).toArray();
    INDArray output = Nd4j.randn(DataType.FLOAT, 3_000, 70);
    INDArray weights = Nd4j.randn(DataType.FLOAT, 40, 70);
    for (boolean isAdded : new boolean[] {false, true}) {
      INDArray expected = weights.dup('c');
      INDArray actual = weights.dup('c');
      EmbeddingKernel portable = new PortableEmbedding();
      EmbeddingKernel fast = new CpuEmbedding();
      portable.backward(ids, output, expected, isAdded);
      fast.backward(ids, output, actual, isAdded);
      assertTrue(expected.equalsWithEps(actual, 1e-3));
      INDArray read = Nd4j.create(DataType.FLOAT, 3_000, 70);
      INDArray readFast = Nd4j.create(DataType.FLOAT, 3_000, 70);
      portable.forward(ids, weights, read);
      fast.forward(ids, weights, readFast);
      assertEquals(read, readFast);
    }
  }

  @Test
  void theRowOfAPaddingSymbolStaysZero() {
    MultiLayerNetwork network = network(DataType.FLOAT, embedding().paddingId(1).build());
    network.fit(data(null));
    network.fit(data(null));
    INDArray rows = network.getParam("0_W");
    assertEquals(0, rows.getRow(1).amaxNumber().doubleValue(), 0);
    assertNotEquals(0, rows.getRow(2).amaxNumber().doubleValue());
    rows.getRow(1).assign(3);
    assertEquals(0, network.feedForward(IDS).get(1).getDouble(1, 0, 0), 0);
  }

  @Test
  void aNetworkLearnsToRepeatTheSymbolBeforeTheLast() {
    MultiLayerConfiguration configuration = configuration(DataType.FLOAT, embedding().build(), 24);
    configuration.getConf(1).getLayer().setIDropout(null);
    configuration.getConf(2).getLayer().setIDropout(null);
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      network.fit(delayed(random));
    }
    assertTrue(network.score() < 0.6, "score " + network.score());
  }

  /** Labels repeat the ids of the step before; the first has none. */
  private static DataSet delayed(Random random) {
    INDArray ids = Nd4j.create(DataType.FLOAT, 16, 1, 10);
    INDArray labels = Nd4j.create(DataType.FLOAT, 16, 1, 10);
    INDArray mask = Nd4j.ones(DataType.FLOAT, 16, 10);
    for (int row = 0; row < 16; row++) {
      mask.putScalar(row, 0, 0);
      for (int step = 0; step < 10; step++) {
        ids.putScalar(row, 0, step, random.nextInt(SYMBOLS));
        labels.putScalar(row, 0, step, step == 0 ? -1 : ids.getInt(row, 0, step - 1));
      }
    }
    return new DataSet(ids, labels, null, mask);
  }

  @Test
  void trainsInSegmentsOfASequence() {
    MultiLayerConfiguration configuration = configuration(DataType.FLOAT, embedding().build(), 8);
    configuration.setBackpropType(BackpropType.TruncatedBPTT);
    configuration.setTbpttFwdLength(2);
    configuration.setTbpttBackLength(2);
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    INDArray before = network.getParam("0_W").dup();
    network.fit(data(MASK));
    assertNotEquals(before, network.getParam("0_W"));
    assertTrue(Double.isFinite(network.score()));
  }

  @Test
  void oneStepAfterTheOtherGivesTheOutputOfTheSequence() {
    MultiLayerNetwork network = network(DataType.FLOAT, embedding().build());
    INDArray whole = network.output(IDS);
    for (int step = 0; step < 4; step++) {
      INDArray ids = Nd4j.createFromArray(IDS.getInt(0, 0, step), IDS.getInt(1, 0, step));
      INDArray output = network.rnnTimeStep(ids.reshape(2, 1));
      assertTrue(whole.tensorAlongDimension(step, 0, 1).dup().equalsWithEps(output.dup(), 1e-5));
    }
  }

  @Test
  void survivesJsonAndSaving() throws IOException {
    MultiLayerNetwork network =
        network(DataType.FLOAT, embedding().paddingId(2).kernel(KernelChoice.PORTABLE).build());
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());
    assertEquals(configuration, read);
    SymbolEmbedding embedding = (SymbolEmbedding) read.getConf(0).getLayer();
    assertEquals(SYMBOLS, embedding.getNIn());
    assertEquals(2, embedding.getPaddingId());
    embedding.setTied(true);
    assertNotEquals(configuration, read);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, file, true);
    MultiLayerNetwork restored =
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(file.toByteArray()));
    assertEquals(network.output(IDS), restored.output(IDS));
    assertEquals(network.output(IDS), network.clone().output(IDS));
  }

  @Test
  void refusesWhatItCannotReadNamingThePlace() {
    MultiLayerNetwork network = network(DataType.FLOAT, embedding().build());
    assertRefused(network, "id 6 at row 1, step 2", IDS.dup().putScalar(1, 0, 2, 6));
    assertRefused(network, "id -2 at row 0, step 1", IDS.dup().putScalar(0, 0, 1, -2));
    assertRefused(network, "expected ids [batch, 1, time], got [2, 3, 4]", Nd4j.zeros(2, 3, 4));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SymbolEmbedding.Builder().activation(Activation.TANH));
    assertThrows(IllegalArgumentException.class, () -> new SymbolEmbedding.Builder().dropOut(0.5));
    assertThrows(IllegalArgumentException.class, () -> embedding().paddingId(6).build());
  }

  private static void assertRefused(MultiLayerNetwork network, String message, INDArray ids) {
    Exception error = assertThrows(IllegalArgumentException.class, () -> network.output(ids));
    assertTrue(error.getMessage().contains(message), error.getMessage());
    assertTrue(error.getMessage().startsWith("layer 0 (SymbolEmbedding"), error.getMessage());
  }
}
