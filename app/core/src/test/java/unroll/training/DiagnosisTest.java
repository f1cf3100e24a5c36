package unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.training.BrokenTraining.FRAMES;
import static unroll.training.BrokenTraining.PICTURES;
import static unroll.training.BrokenTraining.POOLED;
import static unroll.training.BrokenTraining.TEXT;
import static unroll.training.BrokenTraining.WIDTH;
import static unroll.training.BrokenTraining.assertChange;
import static unroll.training.BrokenTraining.assertFirst;
import static unroll.training.BrokenTraining.batch;
import static unroll.training.BrokenTraining.diagnosis;
import static unroll.training.BrokenTraining.examples;
import static unroll.training.BrokenTraining.first;
import static unroll.training.BrokenTraining.healthy;
import static unroll.training.BrokenTraining.network;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import unroll.data.BatchPlan;
import unroll.data.Channel;
import unroll.data.ContiguousStreams;
import unroll.data.DataShape;
import unroll.data.Frames;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.layers.runtime.StateMap;
import unroll.network.NetworkConfigs;
import unroll.network.RecurrentNetwork;

/** Numbers broken on purpose must be found where they were broken. */
class DiagnosisTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cell: rnn, units: 5",
        "cell: rnn, units: 5, activation: relu",
        "cell: lstm, units: 5, layers: 2, dropout: 0.5",
        "cell: gru, units: 5, bidirectional: true",
        "cell: lstm, units: 5, kernel: portable",
      })
  void namesTheFrameThatHoldsNoNumber(String keys) {
    for (DataShape shape : List.of(FRAMES, POOLED)) {
      for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
        List<SequenceExample> examples = examples(shape, 4);
        float[] numbers = new float[5 * WIDTH];
        numbers[3 * WIDTH + 1] = wrong;
        examples.set(2, new SequenceExample(new Frames(numbers, WIDTH), examples.get(2).labels()));
        RecurrentNetwork network = network(shape, keys);
        INDArray before = network.dl4j().params().dup();
        String text = diagnosis(network, batch(shape, examples), 0.1);
        assertFirst("the input data: time step 4, row 3 of the batch, feature 2 is " + wrong, text);
        assertChange("the data", text);
        assertEquals(before, network.dl4j().params(), "the parameters are as they were");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"last", "mean", "max"})
  void namesTheFrameUnderEveryPooling(String pooling) {
    List<SequenceExample> examples = examples(POOLED, 3);
    float[] numbers = new float[6 * WIDTH];
    numbers[0] = Float.NaN;
    examples.set(1, new SequenceExample(new Frames(numbers, WIDTH), examples.get(1).labels()));
    RecurrentNetwork network = network(POOLED, "units: 4, pooling: " + pooling);
    assertFirst(
        "the input data: time step 1, row 2 of the batch, feature 1",
        diagnosis(network, batch(POOLED, examples), 0.1));
  }

  @Test
  void namesThePixelThatHoldsNoNumber() {
    List<SequenceExample> examples = examples(PICTURES, 3);
    float[] numbers = new float[6 * 36];
    numbers[2 * 36 + 7] = Float.NaN;
    examples.set(1, new SequenceExample(new Frames(numbers, 36), examples.get(1).labels()));
    RecurrentNetwork network =
        network(
            PICTURES,
            "units: 4, embedding: 3, encoder: {convolutions: [{filters: 2}], hidden: [5]}");
    assertFirst(
        "the input data: time step 3, row 2 of the batch, feature 8",
        diagnosis(network, batch(PICTURES, examples), 0.1));
  }

  @Test
  void namesTheLabelThatIsNoNumber() {
    DataShape shape =
        new DataShape(Topology.MANY_TO_MANY, Channel.numbers(2), new Channel.Numeric(2));
    Frames inputs = new Frames(new float[] {1, 2, 3, 4}, 2);
    Frames labels = new Frames(new float[] {1, 2, 3, Float.NaN}, 2);
    DataSet batch = batch(shape, List.of(new SequenceExample(inputs, labels)));
    assertFirst(
        "the labels: time step 2, row 1 of the batch, number 2 is NaN",
        diagnosis(network(shape, "units: 3"), batch, 0.1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NaN})
  void namesALearningRateThatIsNoNumber(double rate) {
    for (Optimizer optimizer :
        List.of(
            new Optimizer.SgdOptimizer(0.1), new Optimizer.AdamOptimizer(0.1, 0.9, 0.999, 1e-8))) {
      RecurrentNetwork network = network(TEXT, "units: 4, layers: 2", optimizer);
      INDArray before = network.dl4j().params().dup();
      String text = diagnosis(network, healthy(TEXT), rate);
      assertFirst("the learning rate: " + rate, text);
      String usual = optimizer instanceof Optimizer.SgdOptimizer ? "0.1" : "0.002";
      assertChange("training.optimizer.learning-rate: " + usual + " (", text);
      assertEquals(before, network.dl4j().params());
    }
  }

  @Test
  void namesALearningRateOfAMillion() {
    RecurrentNetwork network =
        network(TEXT, "units: 4", new Optimizer.AdamOptimizer(1e6, 0.9, 0.999, 1e-8));
    INDArray before = network.dl4j().params().dup();
    String text = diagnosis(network, healthy(TEXT), 1e6);
    assertFirst("the learning rate: 1.00e+06; it would change ", text);
    assertChange("training.optimizer.learning-rate: 0.002 (this step had 1.00e+06)", text);
    assertEquals(before, network.dl4j().params(), "the update did not reach the parameters");
  }

  @Test
  void namesTheStepAtWhichUnboundedUnitsOverflow() {
    RecurrentNetwork network = network(FRAMES, "cell: rnn, activation: relu, units: 3, layers: 2");
    network.dl4j().params().assign(0.01);
    // From 1 a state grows by a factor of 3e10 a step: infinite at the fourth.
    network.dl4j().getParam("1_RW").assign(1e10);
    float[] numbers = new float[6 * WIDTH];
    Arrays.fill(numbers, 1);
    DataSet batch =
        batch(
            FRAMES,
            List.of(new SequenceExample(new Frames(numbers, WIDTH), Symbols.of(0, 1, 2, 3, 0, 1))));
    String text = diagnosis(network, batch, 0.1);
    assertFirst(
        "the output of layer 2 (rnn): time step 5, row 1 of the batch, unit 1 is Inf", text);
    assertChange("network.activation: tanh", text);
  }

  @Test
  void namesTheStepWhereAnOverflowBeganFromTheEnd() {
    RecurrentNetwork network =
        network(FRAMES, "cell: rnn, activation: relu, units: 3, bidirectional: true");
    network.dl4j().params().assign(0.01);
    network.dl4j().getParam("0_bRW").assign(1e10);
    float[] numbers = new float[6 * WIDTH];
    Arrays.fill(numbers, 1);
    DataSet batch =
        batch(
            FRAMES,
            List.of(new SequenceExample(new Frames(numbers, WIDTH), Symbols.of(0, 1, 2, 3, 0, 1))));
    assertFirst(
        "the output of layer 1 (rnn), reading backward: time step 2, row 1",
        diagnosis(network, batch, 0.1));
  }

  @Test
  void aDataScaleThatBreaksTheNetworkIsNamed() {
    RecurrentNetwork network = network(FRAMES, "cell: rnn, activation: relu, units: 3");
    List<SequenceExample> examples = examples(FRAMES, 2);
    float[] numbers = new float[6 * WIDTH];
    Arrays.fill(numbers, 1);
    numbers[4 * WIDTH + 2] = 3e38f;
    examples.set(1, new SequenceExample(new Frames(numbers, WIDTH), examples.get(1).labels()));
    network.dl4j().getParam("0_W").assign(2);
    String text = diagnosis(network, batch(FRAMES, examples), 0.1);
    assertFirst("the output of layer 1 (rnn): time step 5, row 2 of the batch", text);
    assertChange("the data: scale feature 3, which reaches 3.00e+38", text);
  }

  @Test
  void aCarriedStateIsReplayedFromWhereTheStepBegan() {
    BatchPlan plan = new ContiguousStreams(Symbols.of(0, 1, 2, 3, 0, 1, 2, 3, 0), 1, 4);
    RecurrentNetwork network =
        RecurrentNetwork.create(
            NetworkConfigs.of("cell: rnn, activation: relu, units: 3")
                .configuration(TEXT, true, new Optimizer.SgdOptimizer(0.1).update(), 1));
    network.dl4j().params().assign(0.01);
    network.dl4j().getParam("0_RW").assign(1e6);
    Map<String, INDArray> state =
        Map.of(StateMap.HIDDEN, Nd4j.valueArrayOf(new long[] {1, 3}, 1e30f));
    ((RecurrentLayer) network.dl4j().getLayer(0)).rnnSetTBPTTState(state);
    // 3e36 after the first step, from a zero state it would be 0.01.
    assertFirst(
        "the output of layer 1 (rnn): time step 2, row 1 of the batch",
        diagnosis(network, first(TEXT, plan), 0.1));
  }

  @Test
  void theTableShowsRangesOfEveryLayerAndTheGates() {
    RecurrentNetwork network = network(FRAMES, "cell: lstm, units: 5, layers: 2");
    network.dl4j().getParam("1_b").putScalar(0, Float.NaN);
    String text = diagnosis(network, healthy(FRAMES), 0.1);
    List<String> lines = text.lines().toList();
    assertTrue(lines.get(0).startsWith("step 1 stopped before its update"), text);
    assertTrue(text.contains("parameters") && text.contains("gradients"), text);
    String second =
        lines.stream().filter(l -> l.startsWith("  layer 2 (lstm)")).findFirst().orElseThrow();
    assertTrue(second.contains("% not finite"), text);
    assertTrue(text.contains("layer 1 (lstm): gates below 0.1 / above 0.9: input "), text);
    assertTrue(lines.size() < 14, "a few lines");
  }
}
