package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class SequenceOutputTest {
  private static final int BATCH = 3;
  private static final int INPUTS = 4;
  private static final int OUTPUTS = 5;
  private static final int TIME = 6;

  private static final INDArray PADDING =
      Nd4j.createFromArray(
          new double[][] {{0, 0, 1, 1, 1, 1}, {1, 1, 0, 0, 1, 1}, {1, 1, 1, 0, 0, 0}});
  private static final INDArray IDS =
      Nd4j.createFromArray(
          new int[][][] {{{0, 1, 2, 3, 4, 0}}, {{4, 4, 1, 2, 0, 3}}, {{2, 1, 0, 0, 3, 3}}});

  @BeforeEach
  void seed() {
    Nd4j.getRandom().setSeed(11);
  }

  private static SequenceOutput.Builder output() {
    return new SequenceOutput.Builder().nIn(INPUTS).nOut(OUTPUTS);
  }

  private static MultiLayerNetwork network(DataType type, FeedForwardLayer output) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(type)
                .seed(5)
                .activation(Activation.RELU)
                .updater(new Sgd(0.1))
                .weightInit(WeightInit.XAVIER)
                .list()
                .layer(output)
                .build());
    network.init();
    return network;
  }

  private static INDArray input(DataType type) {
    return Nd4j.randn(type, BATCH, INPUTS, TIME);
  }

  private static INDArray oneHot() {
    INDArray oneHot = Nd4j.zeros(DataType.DOUBLE, BATCH, OUTPUTS, TIME);
    for (int row = 0; row < BATCH; row++) {
      for (int step = 0; step < TIME; step++) {
        oneHot.putScalar(row, IDS.getInt(row, 0, step), step, 1);
      }
    }
    return oneHot;
  }

  private static void assertClose(INDArray expected, INDArray actual, double error) {
    double difference = expected.sub(actual).amaxNumber().doubleValue();
    assertTrue(difference < error, "differs by " + difference);
  }

  @Test
  void scoreGradientAndOutputEqualThoseOfTheStockLayer() {
    MultiLayerNetwork own = network(DataType.DOUBLE, output().build());
    MultiLayerNetwork stock =
        network(
            DataType.DOUBLE,
            new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .dataFormat(RNNFormat.NCW)
                .nIn(INPUTS)
                .nOut(OUTPUTS)
                .build());
    stock.setParam("0_W", own.getParam("0_W"));
    stock.setParam("0_b", own.getParam("0_b"));
    INDArray input = input(DataType.DOUBLE);
    for (INDArray mask : new INDArray[] {null, PADDING}) {
      DataSet ids = new DataSet(input, IDS, null, mask);
      DataSet oneHot = new DataSet(input, oneHot(), null, mask);
      FiniteDifferences.gradient(stock, oneHot);
      for (DataSet data : new DataSet[] {ids, oneHot}) {
        FiniteDifferences.gradient(own, data);
        assertEquals(stock.score(), own.score(), 1e-12);
        assertEquals(stock.score(oneHot), own.score(data), 1e-12);
        assertClose(stock.scoreExamples(oneHot, true), own.scoreExamples(data, true), 1e-12);
        for (String key : new String[] {"0_W", "0_b"}) {
          assertClose(
              stock.gradient().getGradientFor(key), own.gradient().getGradientFor(key), 1e-12);
        }
      }
    }
    assertClose(stock.output(input), own.output(input), 1e-12);
  }

  @ParameterizedTest
  @EnumSource(SequenceLoss.class)
  void bothKernelsTrainAlike(SequenceLoss loss) {
    INDArray input = input(DataType.FLOAT);
    INDArray labels = Nd4j.rand(DataType.FLOAT, BATCH, OUTPUTS, TIME);
    MultiLayerNetwork fast =
        network(DataType.FLOAT, output().loss(loss).kernel(KernelChoice.CPU).build());
    MultiLayerNetwork portable =
        network(DataType.FLOAT, output().loss(loss).kernel(KernelChoice.PORTABLE).build());
    for (int i = 0; i < 5; i++) {
      fast.fit(new DataSet(input, labels, PADDING, i % 2 == 0 ? PADDING : null));
      portable.fit(new DataSet(input, labels, PADDING, i % 2 == 0 ? PADDING : null));
      assertEquals(portable.score(), fast.score(), 1e-5);
    }
    assertClose(portable.params(), fast.params(), 1e-5);
    assertClose(portable.output(input), fast.output(input), 1e-5);
  }

  @Test
  void onlyAFeaturesMaskMakesOutputsZero() {
    MultiLayerNetwork network = network(DataType.FLOAT, output().build());
    INDArray input = input(DataType.FLOAT);
    INDArray byFeatures = network.output(input, false, PADDING, null).sum(1);
    INDArray byLabels = network.output(input, false, null, PADDING).sum(1);
    assertClose(PADDING.castTo(DataType.FLOAT), byFeatures, 1e-6);
    assertClose(Nd4j.ones(DataType.FLOAT, BATCH, TIME), byLabels, 1e-6);
  }

  @Test
  void droppedInputsGetNoGradient() {
    MultiLayerNetwork network = network(DataType.FLOAT, output().dropOut(0.5).build());
    INDArray input = Nd4j.ones(DataType.FLOAT, 20, INPUTS, 10);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, 20, 1, 10);
    INDArray gradient = network.calculateGradients(input, labels, null, null).getSecond();
    double kept = gradient.neq(0).castTo(DataType.DOUBLE).meanNumber().doubleValue();
    assertEquals(0.5, kept, 0.1);
    assertEquals(1, input.minNumber().doubleValue(), 0);
  }

  @Test
  void vectorsGiveVectors() {
    MultiLayerNetwork network = network(DataType.FLOAT, output().build());
    INDArray input = Nd4j.randn(DataType.FLOAT, BATCH, INPUTS);
    INDArray sequence = network.output(input.reshape(BATCH, INPUTS, 1));
    assertClose(sequence.reshape(BATCH, OUTPUTS), network.output(input), 1e-6);
  }

  @Test
  void oneStepAfterTheOtherGivesTheOutputOfTheSequence() {
    MultiLayerNetwork network = withLstm();
    INDArray input = input(DataType.FLOAT);
    INDArray whole = network.output(input);
    for (int step = 0; step < TIME; step++) {
      INDArray at =
          network.rnnTimeStep(
              input.tensorAlongDimension(step, 0, 1).dup().reshape(BATCH, INPUTS, 1));
      assertClose(whole.tensorAlongDimension(step, 0, 1).dup(), at.reshape(BATCH, OUTPUTS), 1e-5);
    }
  }

  private static MultiLayerNetwork withLstm() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new LSTM.Builder().nOut(8).build())
                .layer(
                    new SequenceOutput.Builder()
                        .nOut(OUTPUTS)
                        .labelSmoothing(0.1)
                        .kernel(KernelChoice.CPU)
                        .build())
                .setInputType(InputType.recurrent(INPUTS))
                .build());
    network.init();
    return network;
  }

  @Test
  void aConfigurationSurvivesItsJson() {
    MultiLayerConfiguration conf = withLstm().getLayerWiseConfigurations();
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(conf.toJson());
    SequenceOutput output = (SequenceOutput) read.getConf(1).getLayer();
    assertEquals(conf, read);
    assertEquals(8, output.getNIn());
    assertEquals(0.1, output.getLabelSmoothing());
    assertEquals(KernelChoice.CPU, output.getKernel());
    output.setLoss(SequenceLoss.MEAN_SQUARED_ERROR);
    assertFalse(conf.equals(read));
  }

  @Test
  void aSavedNetworkAndACopyGiveTheSameOutput() throws IOException {
    MultiLayerNetwork network = withLstm();
    INDArray input = input(DataType.FLOAT);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, file, true);
    MultiLayerNetwork restored =
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(file.toByteArray()));
    assertEquals(network.output(input), restored.output(input));
    assertEquals(network.output(input), network.clone().output(input));
  }

  private static void assertRefused(String message, DataSet data) {
    MultiLayerNetwork network = network(DataType.FLOAT, output().build());
    Exception error = assertThrows(IllegalArgumentException.class, () -> network.fit(data));
    assertTrue(error.getMessage().contains(message), error.getMessage());
    assertTrue(error.getMessage().startsWith("layer 0 (SequenceOutput"), error.getMessage());
  }

  @Test
  void refusesDataOfTheWrongShapeNamingWhatItExpects() {
    INDArray input = input(DataType.FLOAT);
    INDArray vectors = Nd4j.randn(DataType.FLOAT, BATCH, INPUTS);
    assertRefused(
        "nIn: expected input [batch, 4, time] or [batch, 4], got [3, 5, 6]",
        new DataSet(Nd4j.zeros(BATCH, 5, TIME), IDS));
    assertRefused(
        "labels: expected [3, 1 (ids) or 5, 6], got [3, 2, 6]",
        new DataSet(input, Nd4j.zeros(BATCH, 2, TIME)));
    assertRefused(
        "labels: expected [3, 1 (ids) or 5, 6], got [3, 1]",
        new DataSet(input, Nd4j.zeros(BATCH, 1)));
    assertRefused(
        "mask: expected [3, 6], got [3, 5]", new DataSet(input, IDS, null, Nd4j.ones(BATCH, 5)));
    assertRefused("row 1 has 4", new DataSet(vectors, IDS, null, lastRowsMask()));
    assertRefused("row 0 has 6", new DataSet(vectors, IDS));
  }

  private static INDArray lastRowsMask() {
    INDArray mask = PADDING.dup();
    mask.putRow(0, Nd4j.createFromArray(1.0, 0, 0, 0, 0, 0));
    return mask;
  }

  @Test
  void refusesALabelOutOfRangeNamingItsPlace() {
    INDArray input = input(DataType.FLOAT);
    INDArray ids = IDS.castTo(DataType.FLOAT);
    assertRefused(
        "id 5 at row 1, step 2; expected 0 to 4",
        new DataSet(input, ids.dup().putScalar(1, 0, 2, 5)));
    assertRefused("id -1 at row 2, step 0", new DataSet(input, ids.dup().putScalar(2, 0, 0, -1)));
    assertRefused("id 0.5 at row 0", new DataSet(input, ids.dup().putScalar(0, 0, 3, 0.5)));
    MultiLayerNetwork network = network(DataType.FLOAT, output().build());
    network.fit(new DataSet(input, ids.dup().putScalar(1, 0, 2, -7), null, PADDING));
    assertTrue(Double.isFinite(network.score()));
  }

  @Test
  void refusesSettingsThatItCannotFollow() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new SequenceOutput.Builder().activation(Activation.TANH));
    assertThrows(IllegalArgumentException.class, () -> output().labelSmoothing(1).build());
    assertThrows(
        IllegalArgumentException.class,
        () -> output().labelSmoothing(0.1).loss(SequenceLoss.MEAN_SQUARED_ERROR).build());
    assertThrows(
        IllegalArgumentException.class,
        () -> network(DataType.DOUBLE, output().kernel(KernelChoice.CPU).build()));
    IOutputLayer layer = (IOutputLayer) network(DataType.FLOAT, output().build()).getOutputLayer();
    Exception error =
        assertThrows(
            UnsupportedOperationException.class, () -> layer.predict(input(DataType.FLOAT)));
    assertTrue(error.getMessage().contains("SequenceOutput"), error.getMessage());
  }
}
