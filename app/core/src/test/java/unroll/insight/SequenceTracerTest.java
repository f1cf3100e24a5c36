package unroll.insight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.config.Words;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Frames;
import unroll.data.SequenceBatches;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.data.Vocabulary;
import unroll.network.CellType;
import unroll.network.NetworkConfig;
import unroll.network.NetworkConfigs;
import unroll.network.ParameterUpdate;
import unroll.network.RecurrentNetwork;

class SequenceTracerTest {
  private static final Vocabulary VOCABULARY = new Vocabulary(List.of("h", "e", "l", "o"));
  private static final DataShape SHAPE =
      new DataShape(
          Topology.MANY_TO_MANY, Channel.symbols(4), Channel.symbols(4), OptionalInt.of(0));
  private static final SequenceExample HELLO =
      new SequenceExample(Symbols.of(0, 1, 2, 2), Symbols.of(1, 2, 2, 3));

  private static RecurrentNetwork network(DataShape shape, String keys) {
    NetworkConfig config = NetworkConfigs.of(keys);
    return RecurrentNetwork.create(
        config.configuration(shape, false, new ParameterUpdate(new Sgd(0.1), 0), 9));
  }

  private static RecurrentNetwork network(CellType cell) {
    return network(
        SHAPE, "cell: %s, layers: 2, units: 3, precision: double".formatted(Words.kebabCase(cell)));
  }

  private static SequenceTrace hello(RecurrentNetwork network) {
    return new SequenceTracer(SHAPE, HELLO).forced(network);
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void everyStepIsTheNetworksOwnAndHoldsTogether(CellType cell) {
    RecurrentNetwork network = network(cell);
    SequenceTrace trace = hello(network);
    assertArrayEquals(new int[] {0, 1, 2, 2}, trace.inputs());
    assertEquals(
        List.of(1, 2, 2, 3), trace.answers().values().stream().map(TraceAnswer::label).toList());
    network.clearStepState();
    for (int step = 0; step < 4; step++) {
      TraceAnswer answer = trace.answers().get(step);
      assertArrayEquals(network.step(trace.inputs()[step]), answer.outputs(), 1e-12);
      assertArrayEquals(network.hiddenState(), trace.hidden(step), 1e-12);
      assertArrayEquals(trace.hidden(step), answer.read());
      double sum = Arrays.stream(answer.logits()).map(Math::exp).sum();
      for (int symbol = 0; symbol < 4; symbol++) {
        assertEquals(Math.exp(answer.logits()[symbol]) / sum, answer.outputs()[symbol], 1e-12);
      }
      assertEquals(-Math.log(answer.outputs()[answer.label()]), answer.loss(), 1e-12);
    }
    double apart = Math.abs(trace.hidden(2)[0] - trace.hidden(3)[0]);
    assertTrue(apart > 1e-9, "the state tells the two l apart");
  }

  @Test
  void theTextShowsEveryNumber() {
    SequenceTrace trace = hello(network(CellType.RNN));
    String text = TraceText.steps(trace, VOCABULARY);
    assertEquals(4, text.lines().filter(line -> line.startsWith("  hidden")).count());
    String first = "%8.4f".formatted(trace.hidden(0)[0]);
    assertTrue(text.contains("hidden  [" + first), text);
    assertTrue(text.endsWith("mean loss %.4f nats\n".formatted(trace.meanLoss())), text);
    assertTrue(TraceText.vocabulary(VOCABULARY).contains("o    id 3   [0 0 0 1]"));
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void aFreeRunReadsWhatTheNetworkItselfSays(CellType cell) {
    RecurrentNetwork network = network(cell);
    SequenceTrace free = new SequenceTracer(SHAPE, HELLO).free(network).orElseThrow();
    network.clearStepState();
    int symbol = 0;
    for (int step = 0; step < 4; step++) {
      assertEquals(symbol, free.inputs()[step]);
      double[] outputs = network.step(symbol);
      assertArrayEquals(outputs, free.answers().get(step).outputs(), 1e-12);
      symbol = free.answers().get(step).best();
    }
  }

  @Test
  void aSequenceThatIsWrittenAfterItsInputGoesOnFromItsOwnAnswers() {
    DataShape shape =
        new DataShape(
            Topology.DELAYED_MANY_TO_MANY,
            Channel.symbols(9),
            Channel.symbols(4),
            OptionalInt.of(5));
    SequenceExample example = new SequenceExample(Symbols.of(1, 2, 3), Symbols.of(0, 1, 2, 3));
    RecurrentNetwork network = network(shape, "cell: gru, units: 5, embedding: 3");
    SequenceTracer tracer = new SequenceTracer(shape, example);
    assertArrayEquals(new int[] {1, 2, 3, -1, 5, 6, 7}, tracer.forced(network).inputs());
    SequenceTrace free = tracer.free(network).orElseThrow();
    assertEquals(List.of(3, 4, 5, 6), List.copyOf(free.answers().keySet()));
    for (int step = 4; step < 7; step++) {
      assertEquals(5 + free.answers().get(step - 1).best(), free.inputs()[step]);
    }
    assertEquals(3, free.numbers()[0].length, "the vector of the symbol");
  }

  @ParameterizedTest
  @CsvSource({"rnn, last", "lstm, last", "lstm, mean", "gru, max"})
  void aNetworkThatReadsBothWaysAndPoolsIsItsOwnToo(String cell, String pooling) {
    DataShape shape = new DataShape(Topology.MANY_TO_ONE, Channel.numbers(2), Channel.symbols(3));
    RecurrentNetwork network =
        network(
            shape,
            "cell: %s, layers: 2, units: 3, bidirectional: true, pooling: %s"
                .formatted(cell, pooling));
    float[] numbers = new float[10];
    Random random = new Random(1);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    SequenceExample example = new SequenceExample(new Frames(numbers, 2), Symbols.of(2));
    SequenceTrace trace = new SequenceTracer(shape, example).forced(network);
    assertEquals(List.of(4), List.copyOf(trace.answers().keySet()));
    assertArrayEquals(
        new double[] {numbers[2], numbers[3]}, trace.numbers()[1], 0, "what goes in at step 2");
    ShuffledExamples plan = ShuffledExamples.inOrder(List.of(example), shape.topology(), 1);
    try (SequenceBatches rows = SequenceBatches.onePass(plan, shape, network.dataType())) {
      DataSet row = rows.next();
      INDArray output = network.output(row);
      TraceAnswer answer = trace.answers().get(4);
      assertArrayEquals(output.toDoubleVector(), answer.outputs(), 1e-6);
      assertEquals(6, answer.read().length);
      if (pooling.equals("last")) {
        double[] forward = trace.layers().get(1).directions().get(0).get("hidden")[4];
        double[] backward = trace.layers().get(1).directions().get(1).get("hidden")[0];
        assertArrayEquals(forward, Arrays.copyOf(answer.read(), 3), 1e-6);
        assertArrayEquals(backward, Arrays.copyOfRange(answer.read(), 3, 6), 1e-6);
      }
    }
  }
}
