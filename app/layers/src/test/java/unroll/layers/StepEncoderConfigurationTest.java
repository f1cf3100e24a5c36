package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.layers.TestNetworks.network;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StepEncoderConfigurationTest {
  private static StepEncoder.Builder builder() {
    return new StepEncoder.Builder()
        .name("eye")
        .frame(3, 8, 6)
        .symbols(10)
        .filters(4, 5)
        .kernels(3, 5)
        .pools(2, 1)
        .hidden(7)
        .dropout(0.25)
        .kernel(KernelChoice.PORTABLE)
        .nOut(2);
  }

  @Test
  void jsonKeepsEveryKey() {
    StepEncoder encoder = builder().build();
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder().list().layer(encoder).build();
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());
    assertEquals(configuration, read);
    assertEquals(configuration.toJson(), read.toJson());
    StepEncoder copy = (StepEncoder) read.getConf(0).getLayer();
    assertEquals(encoder.hashCode(), copy.hashCode());
    assertEquals(3, copy.getChannels());
    assertEquals(8, copy.getHeight());
    assertEquals(6, copy.getWidth());
    assertEquals(10, copy.getSymbols());
    assertArrayEquals(new int[] {4, 5}, copy.getFilters());
    assertArrayEquals(new int[] {3, 5}, copy.getKernels());
    assertArrayEquals(new int[] {2, 1}, copy.getPools());
    assertArrayEquals(new int[] {7}, copy.getHidden());
    assertEquals(0.25, copy.getDropout());
    assertEquals(KernelChoice.PORTABLE, copy.getKernel());
    assertEquals(145, copy.getNIn());
    assertEquals(encoder, encoder.clone());
  }

  @Test
  void everyKeyMakesAnotherConfiguration() {
    List<UnaryOperator<StepEncoder.Builder>> changes =
        List.of(
            builder -> builder,
            builder -> builder.frame(3, 6, 8),
            builder -> builder.symbols(0),
            builder -> builder.filters(4, 6),
            builder -> builder.kernels(3, 3),
            builder -> builder.pools(2, 3),
            builder -> builder.hidden(),
            builder -> builder.dropout(0),
            builder -> builder.kernel(KernelChoice.AUTO),
            builder -> builder.nOut(3));
    List<StepEncoder> encoders =
        changes.stream().map(change -> change.apply(builder()).build()).toList();
    for (int i = 0; i < encoders.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertNotEquals(encoders.get(i), encoders.get(j), i + " and " + j);
      }
    }
  }

  @Test
  void whatIsHandedOutDoesNotChangeTheConfiguration() {
    StepEncoder encoder = builder().build();
    encoder.getFilters()[0] = 9;
    encoder.getKernels()[0] = 9;
    encoder.getPools()[0] = 9;
    encoder.getHidden()[0] = 9;
    assertEquals(builder().build(), encoder);
  }

  @Test
  void parametersBeginAsTheirLayersNeedThem() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(2)
                .list()
                .layer(
                    new StepEncoder.Builder()
                        .frame(4, 16, 16)
                        .symbols(300)
                        .filters(60)
                        .kernels(5)
                        .pools(8)
                        .hidden(90)
                        .nOut(50)
                        .build())
                .build());
    network.init();
    assertDeviation(Math.sqrt(2.0 / 100), network.getParam("0_cW0"), 60, 4, 5, 5);
    assertDeviation(Math.sqrt(2.0 / 240), network.getParam("0_hW0"), 240, 90);
    assertDeviation(Math.sqrt(2.0 / 140), network.getParam("0_W"), 90, 50);
    assertDeviation(Math.sqrt(2.0 / 51), network.getParam("0_S"), 300, 50);
    for (String key : List.of("0_cb0", "0_hb0", "0_b")) {
      assertEquals(0, network.getParam(key).amaxNumber().doubleValue(), key);
    }
    long numbers = 300 * 50 + 60 * 101 + 241 * 90 + 91 * 50;
    assertEquals(numbers, network.numParams());
  }

  private static void assertDeviation(double expected, INDArray weights, long... shape) {
    assertArrayEquals(shape, weights.shape());
    assertEquals(expected, weights.stdNumber().doubleValue(), 0.05 * expected);
    assertEquals(0, weights.meanNumber().doubleValue(), 0.05 * expected);
  }

  @Test
  void theSameSeedGivesTheSameParameters() {
    INDArray[] parameters = new INDArray[2];
    for (int i = 0; i < 2; i++) {
      MultiLayerNetwork network =
          new MultiLayerNetwork(
              new NeuralNetConfiguration.Builder()
                  .seed(8)
                  .weightInit(WeightInit.UNIFORM)
                  .list()
                  .layer(builder().build())
                  .build());
      network.init();
      parameters[i] = network.params();
    }
    assertArrayEquals(parameters[0].toFloatVector(), parameters[1].toFloatVector());
  }

  @Test
  void onlyWeightsDecay() {
    MultiLayerNetwork network = network(DataType.DOUBLE, builder().l2(0.5).build());
    double expected = 0;
    for (String key : List.of("0_S", "0_cW0", "0_cW1", "0_hW0", "0_W")) {
      expected += 0.25 * Math.pow(network.getParam(key).norm2Number().doubleValue(), 2);
    }
    assertEquals(expected, network.calcRegularizationScore(true), 1e-10);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("frame: expected sizes of at least 1, got 3 x 0 x 6", b -> b.frame(3, 0, 6)),
        mistake(
            "frame: expected at most 16777216 numbers, got 3 x 65536 x 65536",
            b -> b.frame(3, 65_536, 65_536)),
        mistake("symbols: expected at least 0, got -1", b -> b.symbols(-1)),
        mistake("filters: expected at least 1 of every block, got [4, 0]", b -> b.filters(4, 0)),
        mistake(
            "filters: expected at most 16777216 numbers in block 1, got 9999999 x 4 x 3",
            b -> b.filters(4, 9_999_999)),
        mistake("kernels: expected as many as there are filters, 2, got [3]", b -> b.kernels(3)),
        mistake("pools: expected as many as there are filters, 1, got [2, 1]", b -> one(b)),
        mistake("kernels: expected odd sizes of at least 1, got [3, 4]", b -> b.kernels(3, 4)),
        mistake(
            "pools: expected 1 to 3 in block 1, whose planes are 4 x 3, got 4", b -> b.pools(2, 4)),
        mistake(
            "pools: expected 1 to 6 in block 0, whose planes are 8 x 6, got 0", b -> b.pools(0, 1)),
        mistake("hidden: expected sizes of at least 1, got [3, 0]", b -> b.hidden(3, 0)),
        mistake("dropout: expected at least 0 and below 1, got 1.0", b -> b.dropout(1)),
        mistake("dropout: expected at least 0 and below 1, got NaN", b -> b.dropout(Double.NaN)),
        mistake("nIn: expected none or 145, 1 and the numbers of a frame, got 7", b -> b.nIn(7)));
  }

  private static StepEncoder.Builder one(StepEncoder.Builder builder) {
    return builder.filters(4).kernels(3);
  }

  private static Arguments mistake(String message, UnaryOperator<StepEncoder.Builder> change) {
    return Arguments.of(message, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aSizeThatDoesNotFitIsRefused(String message, UnaryOperator<StepEncoder.Builder> change) {
    assertSays("StepEncoder: " + message, () -> change.apply(builder()).build());
  }

  @Test
  void activationsAndDroppedInputsAreRefused() {
    assertRefused("activation", () -> builder().activation(Activation.TANH));
    assertRefused("set dropout", () -> builder().dropOut(0.5));
  }

  private static void assertRefused(String part, Executable action) {
    String message = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(message.startsWith("StepEncoder: ") && message.contains(part), message);
  }

  @Test
  void inputsThatDoNotFitAreRefusedWithTheirPlace() {
    MultiLayerNetwork network = network(DataType.FLOAT, builder().symbols(3).build());
    INDArray input = Nd4j.zeros(DataType.FLOAT, 2, 145, 4);
    assertSays(
        "layer 0 (StepEncoder \"eye\"): input: expected [batch, 145, time], got [2, 144, 4]",
        () -> network.output(Nd4j.zeros(DataType.FLOAT, 2, 144, 4)));
    assertSays(
        "layer 0 (StepEncoder \"eye\"): mask: expected [2, 4], got [2, 5]",
        () -> network.output(input, false, Nd4j.ones(2, 5), null));
    network.clearLayerMaskArrays();
    assertSays(
        "layer 0 (StepEncoder \"eye\"): id 3 at row 1, step 2; expected 0 to 2, -1 for nothing or"
            + " -2 for a frame",
        () -> network.output(input.dup().putScalar(1, 0, 2, 3)));
    assertSays(
        "layer 0 (StepEncoder \"eye\"): id NaN at row 0, step 1; expected 0 to 2, -1 for nothing or"
            + " -2 for a frame",
        () -> network.output(input.dup().putScalar(0, 0, 1, Double.NaN)));
    assertSays(
        "layer 0 (StepEncoder \"eye\"): id 0 at row 0, step 0; expected -1 for nothing or -2 for a"
            + " frame",
        () -> network(DataType.FLOAT, builder().symbols(0).build()).output(input));
  }

  @Test
  void theInputTypeMustBeASequenceOfTheRightSize() {
    StepEncoder encoder = builder().build();
    assertEquals(InputType.recurrent(2), encoder.getOutputType(0, InputType.recurrent(145)));
    String message =
        assertThrows(
                IllegalStateException.class,
                () -> encoder.getOutputType(0, InputType.recurrent(144)))
            .getMessage();
    assertTrue(message.contains("size 145"), message);
  }

  private static void assertSays(String expected, Executable action) {
    String message = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertFalse(message.contains("\n"), message);
    assertEquals(expected, message);
  }
}
