package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.layers.TestNetworks.NO_WORKSPACES;
import static unroll.layers.TestNetworks.labels;
import static unroll.layers.TestNetworks.network;
import static unroll.layers.TestNetworks.random;
import static unroll.layers.TestNetworks.stepOutput;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.runtime.ActiveRecurrentLayer;

/** Mistakes are told in one line that names the layer, what is wrong, and what was expected. */
class RecurrentErrorTest {
  private static final DataType TYPE = DataType.FLOAT;

  @Test
  void anInputOfAnotherSizeIsRefused() {
    MultiLayerNetwork network =
        network(TYPE, gru(3).build(), gru(4).name("second").nIn(4).build(), stepOutput(4, 2));
    assertSays(
        "layer 0 (Gru \"layer0\"): nIn: expected input [batch, 3, time], got [2, 5, 6]",
        IllegalArgumentException.class,
        () -> network.output(Nd4j.zeros(TYPE, 2, 5, 6)));
    ActiveRecurrentLayer second = TestNetworks.layer(network, 1);
    assertSays(
        "layer 1 (Gru \"second\"): nIn: expected input [batch, 4, time], got [2, 3, 6]",
        IllegalArgumentException.class,
        () -> second.activate(Nd4j.zeros(TYPE, 2, 3, 6), false, NO_WORKSPACES));
  }

  @Test
  void anInputThatIsNoSequenceIsRefused() {
    assertSays(
        "layer 0 (Gru \"layer0\"): input: expected [batch, 3, time], got [2, 3]",
        IllegalArgumentException.class,
        () -> network(TYPE, gru(3).build()).output(Nd4j.zeros(TYPE, 2, 3)));
  }

  @Test
  void vectorsInPlaceOfIdsAreRefused() {
    assertSays(
        "layer 0 (Gru \"layer0\"): nIn: expected input [batch, 1 (ids), time], got [2, 3, 6]",
        IllegalArgumentException.class,
        () -> network(TYPE, gru(3).symbolInput(true).build()).output(Nd4j.zeros(TYPE, 2, 3, 6)));
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 3})
  void anIdOutOfRangeIsRefused(int id) {
    INDArray ids = Nd4j.zeros(TYPE, 2, 1, 4).putScalar(1, 0, 2, id);
    assertSays(
        "layer 0 (Gru \"layer0\"): id " + id + " at row 1, step 2; expected 0 to 2, or -1 for none",
        IllegalArgumentException.class,
        () -> network(TYPE, gru(3).symbolInput(true).build()).output(ids));
  }

  @ParameterizedTest
  @EnumSource(names = {"PORTABLE", "CPU"})
  void anIdThatIsNoNumberIsRefused(KernelChoice kernel) {
    for (double id : new double[] {0.5, Double.NaN}) {
      INDArray ids = Nd4j.zeros(TYPE, 2, 1, 4).putScalar(1, 0, 2, id);
      String message =
          message(
              IllegalArgumentException.class,
              () -> network(TYPE, gru(3).symbolInput(true).kernel(kernel).build()).output(ids));
      assertTrue(message.startsWith("layer 0 (Gru \"layer0\"): id "), message);
      assertTrue(message.contains("at row 1, step 2; expected 0 to 2"), message);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PORTABLE", "CPU"})
  void aMaskOfAnotherShapeIsRefused(KernelChoice kernel) {
    MultiLayerNetwork network = network(TYPE, gru(3).kernel(kernel).build());
    INDArray input = Nd4j.zeros(TYPE, 2, 3, 6);
    for (long[] shape : new long[][] {{2, 5}, {2, 7}, {1, 6}}) {
      assertSays(
          "layer 0 (Gru \"layer0\"): mask: expected [2, 6] for input [2, 3, 6], got [%d, %d]"
              .formatted(shape[0], shape[1]),
          IllegalArgumentException.class,
          () -> network.output(input, false, Nd4j.ones(TYPE, shape), null));
    }
  }

  @Test
  void aStateOfAnotherBatchIsRefusedAndForgotten() {
    MultiLayerNetwork network = network(TYPE, gru(3).build());
    network.rnnTimeStep(random(TYPE, 1, 2, 3, 1));
    INDArray input = random(TYPE, 2, 5, 3, 2);
    assertSays(
        "layer 0 (Gru \"layer0\"): state: expected [5, 4], got [2, 4]; clear the state between"
            + " batches of different sizes",
        IllegalArgumentException.class,
        () -> network.rnnTimeStep(input));
    INDArray two = random(TYPE, 3, 2, 3, 2);
    INDArray output = network.output(two);
    network.rnnClearPreviousState();
    assertEquals(network.rnnTimeStep(two), output);
  }

  @Test
  void aStateOfAnotherSizeIsRefused() {
    ActiveRecurrentLayer layer =
        TestNetworks.layer(TYPE, new Lstm.Builder().nIn(3).nOut(4).build());
    INDArray input = random(TYPE, 2, 2, 3, 2);
    layer.setInitialStates(
        List.of(new RecurrentState(Nd4j.zeros(TYPE, 2, 4), Nd4j.zeros(TYPE, 2, 5))));
    assertSays(
        "layer 0 (Lstm \"layer0\"): state: expected [2, 4], got [2, 5]; clear the state between"
            + " batches of different sizes",
        IllegalArgumentException.class,
        () -> layer.activate(input, false, NO_WORKSPACES));
  }

  static Stream<Executable> unsupportedActivations() {
    return Stream.of(
        () -> new Rnn.Builder().activation(Activation.SIGMOID).nOut(2).build(),
        () -> new Lstm.Builder().activation(Activation.SIGMOID).nOut(2).build(),
        () -> new Gru.Builder().activation(Activation.SIGMOID).nOut(2).build());
  }

  @ParameterizedTest
  @MethodSource("unsupportedActivations")
  void anActivationThatIsNotComputedIsRefused(Executable build) {
    String message = message(IllegalArgumentException.class, build);
    assertTrue(
        message.matches("(Rnn|Lstm|Gru): activation: expected TANH.*, got sigmoid"), message);
  }

  @Test
  void theCpuKernelIsRefusedInADoubleNetwork() {
    assertSays(
        "Gru: kernel: CPU computes FLOAT on ND4J's CPU backend only, but the network is DOUBLE on"
            + " "
            + Nd4j.getBackend().getClass().getSimpleName(),
        IllegalArgumentException.class,
        () -> network(DataType.DOUBLE, gru(3).kernel(KernelChoice.CPU).build()));
  }

  @Test
  void anotherDataFormatIsRefused() {
    assertSays(
        "Gru: dataFormat: expected NCW, [batch, unit, time], got NWC",
        IllegalArgumentException.class,
        () -> gru(3).dataFormat(RNNFormat.NWC).build());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInputTypeInAnotherDataFormatIsRefused(boolean symbols) {
    String message =
        message(
            Exception.class,
            () ->
                new NeuralNetConfiguration.Builder()
                    .list()
                    .layer(new Gru.Builder().nIn(3).nOut(4).symbolInput(symbols).build())
                    .setInputType(InputType.recurrent(symbols ? 1 : 3, 5, RNNFormat.NWC))
                    .build());
    assertTrue(message.contains("NWC") && message.contains("NCW"), message);
  }

  @Test
  void droppedSymbolIdsAreRefused() {
    assertSays(
        "Gru: dropOut: symbol ids cannot be dropped; drop the output of the layer instead",
        IllegalArgumentException.class,
        () -> gru(3).symbolInput(true).dropOut(0.5).build());
  }

  @Test
  void aBidirectionalLayerIsNotSteppedAndNotTruncated() {
    RecurrentCell cell = gru(3).name("both").bidirectional(Merge.ADD).build();
    assertSays(
        "layer 0 (Gru \"both\"): a bidirectional layer reads rows from their ends, so it cannot go"
            + " step by step",
        UnsupportedOperationException.class,
        () -> network(TYPE, cell).rnnTimeStep(Nd4j.zeros(TYPE, 2, 3, 1)));
    assertTruncationIsRefused(cell);
  }

  @Test
  void aPooledLayerIsNotTruncated() {
    assertTruncationIsRefused(gru(3).name("both").pooling(Pooling.MEAN).build());
  }

  private static void assertTruncationIsRefused(RecurrentCell cell) {
    MultiLayerNetwork network = network(TYPE, BackpropType.TruncatedBPTT, cell, stepOutput(4, 2));
    DataSet batch = new DataSet(random(TYPE, 1, 2, 3, 5), labels(TYPE, 1, 2, 2, 5));
    assertSays(
        "layer 0 (Gru \"both\"): truncated back-propagation needs one direction and no pooling",
        UnsupportedOperationException.class,
        () -> GradientCheck.carry(network, batch));
  }

  @Test
  void aMissingSizeIsRefused() {
    String message =
        message(Exception.class, () -> network(TYPE, new Gru.Builder().nOut(4).build()));
    assertTrue(message.contains("Gru") && message.contains("nIn"), message);
  }

  @Test
  void anInputTypeThatIsNoSequenceIsRefused() {
    assertSays(
        "layer 3 (Gru \"null\"): expected a recurrent input type, got " + InputType.feedForward(3),
        IllegalStateException.class,
        () -> gru(3).build().getOutputType(3, InputType.feedForward(3)));
  }

  private static Gru.Builder gru(int inputs) {
    return new Gru.Builder().nIn(inputs).nOut(4);
  }

  private static String message(Class<? extends Exception> type, Executable action) {
    String message = assertThrows(type, action).getMessage();
    assertFalse(message.contains("\n"), message);
    return message;
  }

  private static void assertSays(
      String expected, Class<? extends Exception> type, Executable action) {
    assertEquals(expected, message(type, action));
  }
}
