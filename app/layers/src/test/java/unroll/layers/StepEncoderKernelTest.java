package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.layers.Batches.assertNear;
import static unroll.layers.EncoderBatches.frames;
import static unroll.layers.EncoderBatches.mixed;
import static unroll.layers.TestNetworks.network;
import static unroll.layers.TestNetworks.random;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.layers.EncoderBatches.Result;
import unroll.layers.TestNetworks.Padding;

/** The fast kernel of the encoder computes what the portable one does, and always the same. */
class StepEncoderKernelTest {
  private static final DataType TYPE = DataType.FLOAT;

  static Stream<Arguments> shapes() {
    return Stream.of(
            encoder("colors", 3, 16, 16).filters(16, 32).kernels(3, 3).pools(2, 2),
            encoder("digits", 1, 14, 14).filters(8, 16).kernels(5, 3).pools(2, 2).hidden(20),
            encoder("odd counts", 5, 9, 11)
                .filters(7, 10)
                .kernels(3, 5)
                .pools(3, 1)
                .hidden(9, 6)
                .dropout(0.4),
            encoder("many planes", 16, 8, 8).filters(24).kernels(3).pools(1).dropout(0.4),
            encoder("points", 2, 6, 6).filters(4).kernels(1).pools(2),
            encoder("kernels beyond the frame", 2, 3, 4).filters(3, 5).kernels(7, 3).pools(1, 3),
            encoder("line", 1, 1, 12).filters(4).kernels(3).pools(1),
            encoder("vector", 30, 1, 1).hidden(12),
            encoder("projection", 300, 1, 1),
            encoder("number", 1, 1, 1).hidden(3))
        .flatMap(
            builder ->
                Stream.of(1, 3, 26)
                    .map(batch -> Arguments.of(builder.getLayerName(), builder, batch)));
  }

  private static StepEncoder.Builder encoder(String name, int channels, int height, int width) {
    return new StepEncoder.Builder().name(name).frame(channels, height, width).symbols(4).nOut(7);
  }

  @ParameterizedTest(name = "{0}, batch {2}")
  @MethodSource("shapes")
  void theCpuKernelComputesWhatThePortableOneDoes(
      String name, StepEncoder.Builder builder, int batch) {
    List<Result> results = new ArrayList<>();
    for (KernelChoice kernel : List.of(KernelChoice.PORTABLE, KernelChoice.CPU)) {
      StepEncoder encoder = builder.kernel(kernel).build();
      MultiLayerNetwork network = started(encoder);
      INDArray epsilon = random(TYPE, 2, batch, 7, 6);
      Nd4j.getRandom().setSeed(batch);
      results.add(
          EncoderBatches.run(
              network,
              mixed(TYPE, 3, batch, encoder, 6),
              Padding.MIDDLE.mask(TYPE, batch, 6),
              epsilon));
    }
    assertNear(results.get(0).output(), results.get(1).output(), 1e-5);
    assertNear(results.get(0).gradient(), results.get(1).gradient(), 1e-5);
  }

  /** With weights of the size that they start with, and biases beside 0. */
  private static MultiLayerNetwork started(StepEncoder encoder) {
    MultiLayerNetwork network = network(TYPE, encoder);
    MultiLayerNetwork fresh = new MultiLayerNetwork(network.getLayerWiseConfigurations().clone());
    fresh.init();
    network.params().muli(0.1).addi(fresh.params());
    return network;
  }

  private static StepEncoder sharing(double dropout) {
    return encoder("shared", 3, 12, 12)
        .filters(6, 8)
        .kernels(3, 3)
        .pools(2, 2)
        .hidden(16)
        .dropout(dropout)
        .build();
  }

  @Test
  void theSamePassGivesTheSameBits() {
    for (double dropout : new double[] {0, 0.4}) {
      StepEncoder encoder = sharing(dropout);
      INDArray input = frames(TYPE, 3, 29, encoder, 5);
      INDArray epsilon = random(TYPE, 2, 29, 7, 5);
      MultiLayerNetwork first = started(encoder);
      Nd4j.getRandom().setSeed(9);
      Result expected = EncoderBatches.run(first, input, null, epsilon);
      for (MultiLayerNetwork network : List.of(first, started(encoder))) {
        // What a pass keeps must not reach into the next.
        EncoderBatches.run(
            network, frames(TYPE, 8, 31, encoder, 6), null, random(TYPE, 4, 31, 7, 6));
        Nd4j.getRandom().setSeed(9);
        Result again = EncoderBatches.run(network, input, null, epsilon);
        assertSameBits(expected.output(), again.output());
        assertSameBits(expected.gradient(), again.gradient());
      }
    }
  }

  /** Arrays are equal to ND4J if they are close. */
  private static void assertSameBits(INDArray expected, INDArray actual) {
    assertArrayEquals(expected.dup('c').data().asFloat(), actual.dup('c').data().asFloat(), 0);
  }

  /** 65 frames leave a last block of one, whatever their number at once. */
  @ParameterizedTest
  @EnumSource(names = {"PORTABLE", "CPU"})
  void aBatchIsTheSumOfItsRows(KernelChoice kernel) {
    StepEncoder encoder =
        encoder("eye", 3, 6, 5).filters(3).kernels(3).pools(2).hidden(4).kernel(kernel).build();
    MultiLayerNetwork network = started(encoder);
    INDArray input = frames(TYPE, 3, 65, encoder, 1);
    INDArray epsilon = random(TYPE, 2, 65, 7, 1);
    Result together = EncoderBatches.run(network, input, null, epsilon);
    INDArray sum = together.gradient().like();
    for (int row = 0; row < 65; row++) {
      Result alone =
          EncoderBatches.run(network, Batches.rows(input, row), null, Batches.rows(epsilon, row));
      assertNear(alone.output(), Batches.rows(together.output(), row), 1e-6);
      sum.addi(alone.gradient());
    }
    assertNear(sum, together.gradient(), 1e-6);
  }

  @ParameterizedTest
  @EnumSource(names = {"PORTABLE", "CPU"})
  void theOrderOfTheInputInMemoryDoesNotMatter(KernelChoice kernel) {
    StepEncoder encoder =
        encoder("eye", 3, 6, 5).filters(3).kernels(3).pools(2).kernel(kernel).build();
    MultiLayerNetwork network = started(encoder);
    INDArray input = mixed(TYPE, 3, 9, encoder, 5);
    INDArray expected = network.output(input);
    INDArray stepsFirst = input.permute(2, 0, 1).dup('c').permute(1, 2, 0);
    INDArray wide = Nd4j.concat(2, input, input, input);
    INDArray part = wide.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(5, 10));
    INDArray high = Nd4j.concat(0, input, input);
    INDArray below = high.get(NDArrayIndex.interval(9, 18), NDArrayIndex.all(), NDArrayIndex.all());
    for (INDArray same :
        List.of(stepsFirst, part, below, input.dup('f'), input.castTo(DataType.DOUBLE))) {
      assertSameBits(expected, network.output(same));
    }
  }

  @Test
  void dropoutKeepsTheMeanAndItsGradientIsThatOfTheKept() {
    for (KernelChoice kernel : List.of(KernelChoice.PORTABLE, KernelChoice.CPU)) {
      StepEncoder encoder =
          new StepEncoder.Builder().frame(400, 1, 1).nOut(1).dropout(0.25).kernel(kernel).build();
      MultiLayerNetwork network = network(TYPE, encoder);
      network.params().assign(1);
      INDArray input = Nd4j.ones(TYPE, 50, 401, 1);
      for (int row = 0; row < 50; row++) {
        input.putScalar(row, 0, 0, StepEncoder.FRAME);
      }
      Nd4j.getRandom().setSeed(4);
      Result result = EncoderBatches.run(network, input, null, Nd4j.ones(TYPE, 50, 1, 1));
      double mean = result.output().meanNumber().doubleValue() - 1;
      assertEquals(400, mean, 4);
      double sum = result.gradient().sumNumber().doubleValue() - 50;
      assertEquals(50 * mean, sum, 0.5);
      assertTrue(result.output().stdNumber().doubleValue() > 5);
      assertEquals(401, network.output(input).meanNumber().doubleValue(), 1e-3);
    }
  }
}
