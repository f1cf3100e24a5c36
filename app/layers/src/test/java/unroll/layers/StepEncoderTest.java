package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.layers.Batches.assertNear;
import static unroll.layers.Batches.steps;
import static unroll.layers.EncoderBatches.mixed;
import static unroll.layers.TestNetworks.network;
import static unroll.layers.TestNetworks.random;
import static unroll.layers.TestNetworks.typeOf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import unroll.layers.EncoderBatches.Result;
import unroll.layers.TestNetworks.Padding;

/** What the encoder gives at every step, alone and under recurrent cells. */
class StepEncoderTest {
  private static final int BATCH = 5;
  private static final int TIME = 6;
  private static final int SYMBOLS = 3;
  private static final int WIDTH = 4;

  private static StepEncoder.Builder builder() {
    return new StepEncoder.Builder()
        .frame(2, 6, 6)
        .symbols(SYMBOLS)
        .filters(3)
        .kernels(3)
        .pools(2)
        .hidden(5)
        .nOut(WIDTH);
  }

  private static StepEncoder encoder(KernelChoice kernel) {
    return builder().kernel(kernel).build();
  }

  private static MultiLayerNetwork captioner(KernelChoice kernel) {
    return network(
        typeOf(kernel),
        encoder(kernel),
        new Gru.Builder().nIn(WIDTH).nOut(5).build(),
        new SequenceOutput.Builder().nIn(5).nOut(SYMBOLS).build());
  }

  @ParameterizedTest
  @EnumSource(names = {"PORTABLE", "CPU"})
  void symbolsGiveTheirVectorsAndEmptyAndMaskedStepsZeros(KernelChoice kernel) {
    DataType type = typeOf(kernel);
    StepEncoder encoder = encoder(kernel);
    MultiLayerNetwork network = network(type, encoder);
    INDArray input = mixed(type, 3, BATCH, encoder, TIME);
    INDArray mask = Padding.MIDDLE.mask(type, BATCH, TIME);
    INDArray output = network.output(input, false, mask, null);
    INDArray table = network.getParam("0_S");
    for (int row = 0; row < BATCH; row++) {
      for (int step = 0; step < TIME; step++) {
        int content =
            mask.getInt(row, step) == 0 ? StepEncoder.NOTHING : input.getInt(row, 0, step);
        for (int unit = 0; unit < WIDTH; unit++) {
          double found = output.getDouble(row, unit, step);
          if (content >= 0) {
            assertEquals(table.getDouble(content, unit), found, 0);
          } else if (content == StepEncoder.NOTHING) {
            assertEquals(0, found, 0);
          } else {
            assertTrue(found != 0);
          }
        }
      }
    }
  }

  @Test
  void aProjectionIsAMatrixProduct() {
    for (KernelChoice kernel : List.of(KernelChoice.PORTABLE, KernelChoice.CPU)) {
      DataType type = typeOf(kernel);
      StepEncoder encoder =
          new StepEncoder.Builder().frame(3, 2, 1).nOut(WIDTH).kernel(kernel).build();
      MultiLayerNetwork network = network(type, encoder);
      INDArray input = EncoderBatches.frames(type, 2, 1, encoder, 1);
      INDArray frame = input.reshape(7).get(NDArrayIndex.interval(1, 7)).reshape(1, 6);
      INDArray expected = frame.mmul(network.getParam("0_W")).addi(network.getParam("0_b"));
      assertNear(expected, network.output(input).reshape(1, WIDTH), 1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PORTABLE", "CPU"})
  void onlyFramesAreReadAndComputed(KernelChoice kernel) {
    DataType type = typeOf(kernel);
    StepEncoder encoder = encoder(kernel);
    MultiLayerNetwork network = network(type, encoder);
    INDArray input = mixed(type, 3, BATCH, encoder, TIME);
    INDArray mask = Padding.END.mask(type, BATCH, TIME);
    INDArray epsilon = random(type, 4, BATCH, WIDTH, TIME);
    Result expected = EncoderBatches.run(network, input, mask, epsilon);
    for (int row = 0; row < BATCH; row++) {
      for (int step = 0; step < TIME; step++) {
        if (mask.getInt(row, step) == 0) {
          input.putScalar(row, 0, step, StepEncoder.FRAME);
        }
        if (mask.getInt(row, step) == 0 || input.getInt(row, 0, step) != StepEncoder.FRAME) {
          for (int number = 1; number < encoder.getNIn(); number++) {
            input.putScalar(row, number, step, Double.NaN);
          }
        }
      }
    }
    Result found = EncoderBatches.run(network, input, mask, epsilon);
    assertSameBits(expected.output(), found.output());
    assertSameBits(expected.gradient(), found.gradient());
  }

  @ParameterizedTest
  @EnumSource(names = {"PORTABLE", "CPU"})
  void aBatchWithoutFramesHasAGradientForItsSymbolsOnly(KernelChoice kernel) {
    DataType type = typeOf(kernel);
    StepEncoder encoder = encoder(kernel);
    MultiLayerNetwork network = network(type, encoder);
    INDArray input = Nd4j.ones(type, BATCH, encoder.getNIn(), TIME);
    INDArray epsilon = random(type, 4, BATCH, WIDTH, TIME);
    double[] gradient =
        EncoderBatches.run(network, input, null, epsilon).gradient().toDoubleVector();
    double[] expected = new double[gradient.length];
    for (int unit = 0; unit < WIDTH; unit++) {
      expected[WIDTH + unit] = epsilon.sum(0, 2).getDouble(unit);
    }
    assertArrayEquals(expected, gradient, 1e-5);
  }

  @ParameterizedTest
  @EnumSource(names = {"PORTABLE", "CPU"})
  void steppingIsTheWholePass(KernelChoice kernel) {
    MultiLayerNetwork network = captioner(kernel);
    INDArray input = mixed(typeOf(kernel), 3, BATCH, encoder(kernel), TIME);
    INDArray whole = network.output(input);
    for (int step = 0; step < TIME; step++) {
      INDArray one = steps(input, step, step + 1);
      INDArray output =
          step % 2 == 0
              ? network.rnnTimeStep(one)
              : network.rnnTimeStep(one.reshape(BATCH, one.size(1))).reshape(BATCH, SYMBOLS, 1);
      assertNear(steps(whole, step, step + 1), output.dup('c'), 1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PORTABLE", "CPU"})
  void aRowGivesWhatItGivesAlone(KernelChoice kernel) {
    DataType type = typeOf(kernel);
    MultiLayerNetwork network = captioner(kernel);
    INDArray input = mixed(type, 3, BATCH, encoder(kernel), TIME);
    for (Padding padding : List.of(Padding.FRONT, Padding.MIDDLE, Padding.END)) {
      INDArray mask = padding.mask(type, BATCH, TIME);
      INDArray together = network.output(input, false, mask, null);
      for (int row = 0; row < BATCH; row++) {
        int[] present = Batches.unmasked(mask, row);
        INDArray alone = network.output(Batches.rowSteps(input, row, present));
        assertNear(alone.dup('c'), Batches.rowSteps(together, row, present), 1e-6);
      }
    }
  }

  @Test
  void survivesSavingAndCloningAfterTraining() throws IOException {
    MultiLayerNetwork network = captioner(KernelChoice.AUTO);
    INDArray input = mixed(network.params().dataType(), 3, BATCH, encoder(KernelChoice.AUTO), TIME);
    INDArray labels = TestNetworks.labels(DataType.DOUBLE, 4, BATCH, SYMBOLS, TIME);
    network.fit(new DataSet(input, labels, Padding.END.mask(DataType.DOUBLE, BATCH, TIME), null));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, file, true);
    MultiLayerNetwork restored =
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(file.toByteArray()));
    INDArray expected = network.output(input);
    assertEquals(network.getLayerWiseConfigurations(), restored.getLayerWiseConfigurations());
    MultiLayerNetwork copy = network.clone();
    for (MultiLayerNetwork other : List.of(restored, copy)) {
      assertSameBits(network.params(), other.params());
      assertSameBits(expected, other.output(input));
    }
    copy.params().muli(2);
    assertSameBits(expected, network.output(input));
  }

  @Test
  void trainsInSegmentsOfASequenceReadingInputsOfAnyType() {
    for (KernelChoice kernel : List.of(KernelChoice.PORTABLE, KernelChoice.CPU)) {
      MultiLayerNetwork network =
          network(
              DataType.FLOAT,
              BackpropType.TruncatedBPTT,
              encoder(kernel),
              new Gru.Builder().nIn(WIDTH).nOut(5).build(),
              new SequenceOutput.Builder().nIn(5).nOut(SYMBOLS).build());
      network.getLayerWiseConfigurations().setTbpttFwdLength(2);
      network.getLayerWiseConfigurations().setTbpttBackLength(2);
      INDArray labels = Nd4j.ones(DataType.FLOAT, BATCH, 1, TIME);
      for (int i = 0; i < 60; i++) {
        DataType type = i % 2 == 0 ? DataType.FLOAT : DataType.DOUBLE;
        network.fit(mixed(type, i, BATCH, encoder(kernel), TIME), labels);
      }
      assertTrue(network.score() < 1, "score " + network.score());
    }
  }

  /**
   * Squares and crosses at random places, on noise, then an empty step that asks for the answer.
   */
  private static DataSet shapes(long seed, int batch) {
    Random random = new Random(seed);
    INDArray input = Nd4j.create(DataType.FLOAT, batch, 101, 2);
    INDArray labels = Nd4j.create(DataType.FLOAT, batch, 1, 2);
    INDArray mask = Nd4j.create(DataType.FLOAT, batch, 2);
    for (int row = 0; row < batch; row++) {
      boolean isCross = random.nextBoolean();
      int top = random.nextInt(6);
      int left = random.nextInt(6);
      for (int i = 0; i < 100; i++) {
        int y = i / 10 - top;
        int x = i % 10 - left;
        boolean isInside = x >= 0 && x < 5 && y >= 0 && y < 5;
        boolean isDrawn = isCross ? x == y || x + y == 4 : x % 4 == 0 || y % 4 == 0;
        double ink = isInside && isDrawn ? 1 : 0;
        input.putScalar(row, 1 + i, 0, ink + 0.2 * random.nextGaussian());
      }
      input.putScalar(row, 0, 0, StepEncoder.FRAME);
      input.putScalar(row, 0, 1, StepEncoder.NOTHING);
      labels.putScalar(row, 0, 1, isCross ? 1 : 0);
      mask.putScalar(row, 1, 1);
    }
    return new DataSet(input, labels, null, mask);
  }

  @Test
  void aNetworkLearnsToTellSquaresFromCrosses() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.01))
                .list()
                .layer(
                    new StepEncoder.Builder()
                        .frame(1, 10, 10)
                        .filters(6, 8)
                        .kernels(3, 3)
                        .pools(2, 2)
                        .nOut(8)
                        .dropout(0.2)
                        .build())
                .layer(new Gru.Builder().nOut(8).build())
                .layer(new SequenceOutput.Builder().nOut(2).build())
                .setInputType(InputType.recurrent(101))
                .build());
    network.init();
    for (int i = 0; i < 120; i++) {
      network.fit(shapes(i, 32));
    }
    DataSet unseen = shapes(1_000, 200);
    INDArray output = network.output(unseen.getFeatures());
    int right = 0;
    for (int row = 0; row < 200; row++) {
      double answer = unseen.getLabels().getDouble(row, 0, 1);
      right += output.getDouble(row, 1, 1) > 0.5 == answer > 0.5 ? 1 : 0;
    }
    assertTrue(right >= 190, right + " of 200");
  }

  private static void assertSameBits(INDArray expected, INDArray actual) {
    assertArrayEquals(expected.dup('c').data().asDouble(), actual.dup('c').data().asDouble(), 0);
  }
}
