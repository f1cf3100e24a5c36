package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.ops.transforms.Transforms;

class TiedEmbeddingTest {
  private static final int SYMBOLS = 6;
  private static final int WIDTH = 3;
  private static final INDArray IDS =
      Nd4j.createFromArray(new int[][][] {{{2, 0, -1, 5}}, {{1, 1, 2, 4}}});
  private static final INDArray LABELS =
      Nd4j.createFromArray(new int[][][] {{{0, 1, 2, 3}}, {{4, 5, 1, 0}}});
  private static final INDArray MASK =
      Nd4j.createFromArray(new double[][] {{0, 1, 1, 1}, {1, 0, 1, 1}});

  private static MultiLayerConfiguration configuration(
      DataType type, Layer first, boolean isOutputTied, KernelChoice kernel) {
    return new NeuralNetConfiguration.Builder()
        .dataType(type)
        .seed(3)
        .updater(new Adam(0.03))
        .list()
        .layer(first)
        .layer(new LSTM.Builder().nOut(WIDTH).build())
        .layer(
            new SequenceOutput.Builder()
                .nOut(SYMBOLS)
                .tiedToEmbedding(isOutputTied)
                .kernel(kernel)
                .build())
        .setInputType(InputType.recurrent(1))
        .build();
  }

  private static MultiLayerNetwork network(DataType type, KernelChoice kernel) {
    return started(configuration(type, embedding().build(), true, kernel));
  }

  private static SymbolEmbedding.Builder embedding() {
    return new SymbolEmbedding.Builder().nIn(SYMBOLS).nOut(WIDTH).tied(true);
  }

  private static MultiLayerNetwork started(MultiLayerConfiguration configuration) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private static DataSet data() {
    return new DataSet(IDS, LABELS, null, MASK);
  }

  @Test
  void theOutputLayerHasABiasOnlyAndUsesTheSymbolsVectors() {
    MultiLayerNetwork network = network(DataType.DOUBLE, KernelChoice.AUTO);
    assertEquals(SYMBOLS, network.getOutputLayer().numParams());
    INDArray hidden = network.feedForward(IDS).get(2);
    INDArray logits =
        network
            .getParam("0_W")
            .mmul(hidden.get(NDArrayIndex.point(1), NDArrayIndex.all(), NDArrayIndex.point(3)))
            .add(network.getParam("2_b"));
    INDArray powers = Transforms.exp(logits);
    INDArray expected = powers.div(powers.sumNumber());
    for (int symbol = 0; symbol < SYMBOLS; symbol++) {
      assertEquals(expected.getDouble(symbol), network.output(IDS).getDouble(1, symbol, 3), 1e-12);
    }
  }

  @Test
  void gradientsAreRightInEveryStepOfATraining() {
    MultiLayerNetwork network = network(DataType.DOUBLE, KernelChoice.AUTO);
    for (int i = 0; i < 3; i++) {
      FiniteDifferences.checkParameters(network, data());
      network.fit(data());
    }
  }

  @Test
  void bothKernelsTrainAlike() {
    MultiLayerNetwork fast = network(DataType.FLOAT, KernelChoice.CPU);
    MultiLayerNetwork portable = network(DataType.FLOAT, KernelChoice.PORTABLE);
    for (int i = 0; i < 5; i++) {
      fast.fit(data());
      portable.fit(data());
    }
    assertTrue(fast.params().equalsWithEps(portable.params(), 1e-4));
  }

  @Test
  void theTieHoldsInSavedCopiedAndConvertedNetworksAndInPartsOfALongerVector() throws IOException {
    MultiLayerNetwork network = network(DataType.FLOAT, KernelChoice.AUTO);
    network.fit(data());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, file, true);
    requireSame(
        network,
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(file.toByteArray())));
    requireSame(network.clone(), network.clone());
    requireSame(network.clone(), network.convertDataType(DataType.DOUBLE));
    MultiLayerNetwork other = network(DataType.FLOAT, KernelChoice.AUTO);
    other.setParams(Nd4j.rand(DataType.FLOAT, 1, other.numParams()));
    other.setParams(network.params());
    requireSame(network.clone(), other);
    INDArray longer = Nd4j.rand(DataType.FLOAT, network.numParams() + 200);
    INDArray part = longer.get(NDArrayIndex.interval(77, 77 + network.numParams()));
    part.assign(network.params().reshape(network.numParams()));
    MultiLayerNetwork view = new MultiLayerNetwork(network.getLayerWiseConfigurations().clone());
    view.init(part.reshape(1, network.numParams()), false);
    requireSame(network.clone(), view);
  }

  /** The same output, and the same gradient of the same score. */
  private static void requireSame(MultiLayerNetwork expected, MultiLayerNetwork actual) {
    INDArray output = actual.output(IDS).castTo(DataType.FLOAT);
    assertTrue(expected.output(IDS).equalsWithEps(output, 1e-5));
    INDArray gradient = FiniteDifferences.gradient(actual, data()).castTo(DataType.FLOAT);
    assertTrue(FiniteDifferences.gradient(expected, data()).equalsWithEps(gradient, 1e-4));
    assertEquals(expected.score(), actual.score(), 1e-5);
  }

  /** Symbols 2 and 3 of the first layer are of a source, which is read and never written. */
  private static MultiLayerNetwork tiedToItsEnd(DataType type, KernelChoice kernel) {
    return started(
        new NeuralNetConfiguration.Builder()
            .dataType(type)
            .seed(3)
            .updater(new Adam(0.03))
            .list()
            .layer(new SymbolEmbedding.Builder().nIn(SYMBOLS).nOut(WIDTH).tied(true).build())
            .layer(new LSTM.Builder().nOut(WIDTH).build())
            .layer(
                new SequenceOutput.Builder()
                    .nOut(SYMBOLS - 2)
                    .tiedToEmbedding(true)
                    .tiedFrom(2)
                    .kernel(kernel)
                    .build())
            .setInputType(InputType.recurrent(1))
            .build());
  }

  private static DataSet fewerLabels() {
    INDArray labels = Nd4j.createFromArray(new int[][][] {{{0, 1, 2, 3}}, {{3, 2, 1, 0}}});
    return new DataSet(IDS, labels, null, MASK);
  }

  @Test
  void theLastVectorsAloneCanBeTheOutputs() {
    MultiLayerNetwork network = tiedToItsEnd(DataType.DOUBLE, KernelChoice.AUTO);
    INDArray hidden =
        network
            .feedForward(IDS)
            .get(2)
            .get(NDArrayIndex.point(1), NDArrayIndex.all(), NDArrayIndex.point(3));
    INDArray vectors =
        network.getParam("0_W").get(NDArrayIndex.interval(2, SYMBOLS), NDArrayIndex.all());
    INDArray powers = Transforms.exp(vectors.mmul(hidden).add(network.getParam("2_b")));
    INDArray expected = powers.div(powers.sumNumber());
    for (int symbol = 0; symbol < SYMBOLS - 2; symbol++) {
      assertEquals(expected.getDouble(symbol), network.output(IDS).getDouble(1, symbol, 3), 1e-12);
    }
    for (int i = 0; i < 3; i++) {
      FiniteDifferences.checkParameters(network, fewerLabels());
      network.fit(fewerLabels());
    }
  }

  @Test
  void bothKernelsTrainATieToTheLastVectorsAlike() {
    MultiLayerNetwork fast = tiedToItsEnd(DataType.FLOAT, KernelChoice.CPU);
    MultiLayerNetwork portable = tiedToItsEnd(DataType.FLOAT, KernelChoice.PORTABLE);
    for (int i = 0; i < 5; i++) {
      fast.fit(fewerLabels());
      portable.fit(fewerLabels());
    }
    assertTrue(fast.params().equalsWithEps(portable.params(), 1e-4));
  }

  @Test
  void aPaddingSymbolGetsNoGradientFromTheOutputEither() {
    MultiLayerNetwork network =
        started(
            configuration(
                DataType.FLOAT, embedding().paddingId(1).build(), true, KernelChoice.AUTO));
    network.fit(data());
    assertEquals(0, network.getParam("0_W").getRow(1).amaxNumber().doubleValue(), 0);
  }

  private static void assertRefused(String message, Layer first, boolean isOutputTied) {
    MultiLayerNetwork network =
        started(configuration(DataType.FLOAT, first, isOutputTied, KernelChoice.AUTO));
    Exception error = assertThrows(IllegalStateException.class, () -> network.fit(data()));
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }

  @Test
  void refusesToTrainWhatIsTiedOnOneSideOnly() {
    assertRefused("with nIn 6, nOut 3 and tied(true)", embedding().tied(false).build(), true);
    assertRefused("tied: expected the network's last layer", embedding().build(), false);
    assertRefused("that is being trained", new FrozenLayer(embedding().build()), true);
  }

  @Test
  void refusesANetworkWhoseFirstLayerIsNoEmbedding() {
    Layer first = new LSTM.Builder().nOut(WIDTH).build();
    MultiLayerNetwork network =
        started(configuration(DataType.FLOAT, first, true, KernelChoice.AUTO));
    assertThrows(
        IllegalStateException.class, () -> network.fit(new DataSet(Nd4j.rand(2, 1, 4), LABELS)));
    MultiLayerNetwork alone =
        started(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(
                    new SequenceOutput.Builder()
                        .nIn(WIDTH)
                        .nOut(SYMBOLS)
                        .tiedToEmbedding(true)
                        .build())
                .build());
    Exception error =
        assertThrows(IllegalStateException.class, () -> alone.output(Nd4j.rand(2, WIDTH, 4)));
    assertTrue(error.getMessage().contains("only 0 parameters"), error.getMessage());
  }
}
