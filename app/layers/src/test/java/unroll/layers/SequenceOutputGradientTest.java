package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class SequenceOutputGradientTest {
  private static final int BATCH = 3;
  private static final int INPUTS = 4;
  private static final int OUTPUTS = 5;
  private static final int TIME = 6;

  private static final INDArray PADDING_EVERYWHERE =
      Nd4j.createFromArray(
          new double[][] {{0, 0, 1, 1, 1, 1}, {1, 1, 0, 0, 1, 1}, {1, 1, 1, 0, 0, 0}});

  @BeforeEach
  void seed() {
    Nd4j.getRandom().setSeed(7);
  }

  private static MultiLayerNetwork network(SequenceOutput.Builder output) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .weightInit(WeightInit.XAVIER)
                .biasInit(0.3)
                .list()
                .layer(output.nIn(INPUTS).nOut(OUTPUTS).build())
                .build());
    network.init();
    return network;
  }

  private static INDArray input() {
    return Nd4j.randn(DataType.DOUBLE, BATCH, INPUTS, TIME);
  }

  private static INDArray ids(long... shape) {
    return Transforms.floor(Nd4j.rand(DataType.DOUBLE, shape).muli(OUTPUTS)).castTo(DataType.INT32);
  }

  private static INDArray labels(SequenceLoss loss) {
    INDArray numbers = Nd4j.rand(DataType.DOUBLE, BATCH, OUTPUTS, TIME);
    return loss == SequenceLoss.SOFTMAX_CROSS_ENTROPY
        ? numbers.div(numbers.sum(true, 1).broadcast(BATCH, OUTPUTS, TIME))
        : numbers;
  }

  private static void check(MultiLayerNetwork network, DataSet data) {
    FiniteDifferences.checkParameters(network, data);
    FiniteDifferences.checkInput(network, data);
  }

  @ParameterizedTest
  @EnumSource(SequenceLoss.class)
  void gradientsOfEveryLossAreRight(SequenceLoss loss) {
    check(network(new SequenceOutput.Builder().loss(loss)), new DataSet(input(), labels(loss)));
  }

  @ParameterizedTest
  @EnumSource(SequenceLoss.class)
  void gradientsOfEveryLossAreRightWithPaddingAtTheFrontInTheMiddleAndAtTheEnd(SequenceLoss loss) {
    check(
        network(new SequenceOutput.Builder().loss(loss)),
        new DataSet(input(), labels(loss), null, PADDING_EVERYWHERE));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.9})
  void gradientsWithIdsAreRightForEverySmoothing(double smoothing) {
    check(
        network(new SequenceOutput.Builder().labelSmoothing(smoothing)),
        new DataSet(input(), ids(BATCH, 1, TIME), null, PADDING_EVERYWHERE));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.9})
  void gradientsWithDistributionsAreRightForEverySmoothing(double smoothing) {
    check(
        network(new SequenceOutput.Builder().labelSmoothing(smoothing)),
        new DataSet(input(), labels(SequenceLoss.SOFTMAX_CROSS_ENTROPY)));
  }

  @Test
  void gradientsAreRightWhereLabelsNeedNotSumToOne() {
    check(
        network(new SequenceOutput.Builder().labelSmoothing(0.2)),
        new DataSet(input(), Nd4j.rand(DataType.DOUBLE, BATCH, OUTPUTS, TIME)));
  }

  @Test
  void aFeaturesMaskCountsAsTheLabelsMask() {
    MultiLayerNetwork network = network(new SequenceOutput.Builder());
    INDArray input = input();
    INDArray ids = ids(BATCH, 1, TIME);
    DataSet byFeatures = new DataSet(input, ids, PADDING_EVERYWHERE, null);
    check(network, byFeatures);
    assertEquals(
        network.score(new DataSet(input, ids, null, PADDING_EVERYWHERE)),
        network.score(byFeatures),
        0);
  }

  @Test
  void gradientsOfVectorsAreRightWithIdsAndWithDistributions() {
    INDArray input = Nd4j.randn(DataType.DOUBLE, BATCH, INPUTS);
    check(network(new SequenceOutput.Builder()), new DataSet(input, ids(BATCH, 1)));
    check(
        network(new SequenceOutput.Builder().loss(SequenceLoss.SIGMOID_CROSS_ENTROPY)),
        new DataSet(input, Nd4j.rand(DataType.DOUBLE, BATCH, OUTPUTS)));
  }

  @ParameterizedTest
  @EnumSource(SequenceLoss.class)
  void gradientsOfVectorsAreRightWithTheOneLabeledStepOfARow(SequenceLoss loss) {
    INDArray input = Nd4j.randn(DataType.DOUBLE, BATCH, INPUTS);
    INDArray mask =
        Nd4j.createFromArray(
            new double[][] {{0, 0, 0, 0, 0, 1}, {1, 0, 0, 0, 0, 0}, {0, 0, 1, 0, 0, 0}});
    INDArray labels = labels(loss);
    MultiLayerNetwork network = network(new SequenceOutput.Builder().loss(loss));
    DataSet sequences = new DataSet(input, labels, null, mask);
    check(network, sequences);
    INDArray vectors = Nd4j.create(DataType.DOUBLE, BATCH, OUTPUTS);
    int[] steps = {5, 0, 2};
    for (int row = 0; row < BATCH; row++) {
      for (int output = 0; output < OUTPUTS; output++) {
        vectors.putScalar(row, output, labels.getDouble(row, output, steps[row]));
      }
    }
    assertEquals(network.score(new DataSet(input, vectors)), network.score(sequences), 1e-12);
  }

  @Test
  void gradientsOfVectorsAreRightWithIdsOfTheOneLabeledStepOfARow() {
    INDArray mask = Nd4j.createFromArray(new double[][] {{0, 1}, {1, 0}, {0, 1}});
    check(
        network(new SequenceOutput.Builder()),
        new DataSet(Nd4j.randn(DataType.DOUBLE, BATCH, INPUTS), ids(BATCH, 1, 2), null, mask));
  }

  @Test
  void gradientsAreZeroWithoutAnyLabel() {
    DataSet data =
        new DataSet(input(), ids(BATCH, 1, TIME), null, Nd4j.zeros(DataType.DOUBLE, BATCH, TIME));
    MultiLayerNetwork network = network(new SequenceOutput.Builder());
    FiniteDifferences.gradient(network, new DataSet(input(), ids(BATCH, 1, TIME)));
    assertEquals(0, FiniteDifferences.gradient(network, data).amaxNumber().doubleValue(), 0);
    assertEquals(0, network.score(), 0);
  }
}
