package unroll.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.config.Words;
import unroll.data.Channel;
import unroll.data.ContiguousStreams;
import unroll.data.DataShape;
import unroll.data.SequenceBatches;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.training.Optimizer;
import unroll.training.TrainingStep;

/** The training of "hello" against PyTorch's in double precision, loss by loss. */
class HelloGoldenTest {
  private static final Symbols HELLO = Symbols.of(0, 1, 2, 2, 3);
  private static final DataShape SHAPE =
      new DataShape(Topology.MANY_TO_MANY, Channel.symbols(4), Channel.symbols(4));

  static Stream<JsonNode> goldenRuns() throws IOException {
    try (InputStream in =
        HelloGoldenTest.class.getResourceAsStream("/unroll/golden/hello_training.json")) {
      List<JsonNode> runs = new ArrayList<>();
      new ObjectMapper().readTree(in).forEach(runs::add);
      assertEquals(6, runs.size());
      return runs.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("goldenRuns")
  void everyLossOfSixtyStepsEqualsPyTorch(JsonNode golden) {
    Optimizer optimizer = optimizer(golden);
    RecurrentNetwork network = network(golden, optimizer);
    assertArrayEquals(
        numbers(golden.get("first_logits")), logits(network), 1e-9, "logits before training");

    TrainingStep step = new TrainingStep(network, 0);
    ContiguousStreams plan = new ContiguousStreams(HELLO, 1, 4);
    JsonNode losses = golden.get("losses");
    assertEquals(60, losses.size());
    try (SequenceBatches batches =
        new SequenceBatches(plan, SHAPE, network.dataType(), SequenceBatches.Position.START)) {
      for (int i = 0; i < losses.size(); i++) {
        step.clearState();
        double loss = step.run(batches.next(), optimizer.learningRate()).loss();
        assertEquals(losses.get(i).asDouble(), loss, 1e-9, "loss of step " + i);
        batches.reset();
      }
    }
    assertArrayEquals(
        numbers(golden.get("final_logits")), logits(network), 1e-8, "logits after training");
    assertTrue(losses.get(0).asDouble() > 2 * losses.get(59).asDouble(), "the run learns");
  }

  private static Optimizer optimizer(JsonNode golden) {
    double rate = golden.get("learning_rate").asDouble();
    return golden.get("optimizer").asText().equals("sgd")
        ? new Optimizer.SgdOptimizer(rate)
        : new Optimizer.AdamOptimizer(rate, 0.9, 0.999, golden.get("adam_epsilon").asDouble());
  }

  private static RecurrentNetwork network(JsonNode golden, Optimizer optimizer) {
    CellType cell =
        CellType.valueOf(golden.get("cell").asText().toUpperCase(java.util.Locale.ROOT));
    int units = golden.get("hidden").asInt();
    NetworkConfig config =
        NetworkConfigs.of(
            "cell: %s, units: %s, precision: double".formatted(Words.kebabCase(cell), units));
    RecurrentNetwork network =
        RecurrentNetwork.create(config.configuration(SHAPE, true, optimizer.update(), 1));
    JsonNode initial = golden.get("initial");
    INDArray bias = vector(initial.get("bias_ih"));
    INDArray recurrentBias = vector(initial.get("bias_hh"));
    set(network, "0_W", matrix(initial.get("weight_ih")).transpose());
    set(network, "0_RW", matrix(initial.get("weight_hh")).transpose());
    if (cell == CellType.GRU) {
      set(network, "0_b", bias);
      set(network, "0_rb", recurrentBias);
    } else {
      set(network, "0_b", bias.add(recurrentBias));
    }
    set(network, "1_W", matrix(initial.get("out_weight")).transpose());
    set(network, "1_b", vector(initial.get("out_bias")));
    return network;
  }

  private static void set(RecurrentNetwork network, String name, INDArray value) {
    INDArray parameter = network.dl4j().getParam(name);
    assertEquals(parameter.length(), value.length(), name);
    parameter.assign(value.dup('c').reshape('c', parameter.shape()));
  }

  private static double[] logits(RecurrentNetwork network) {
    List<Double> logits = new ArrayList<>();
    network.clearStepState();
    for (int step = 0; step + 1 < HELLO.length(); step++) {
      network.step(HELLO.at(step));
      for (double logit : network.logits(network.hiddenState())) {
        logits.add(logit);
      }
    }
    network.clearStepState();
    return logits.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[] numbers(JsonNode rows) {
    return matrix(rows).ravel().toDoubleVector();
  }

  private static INDArray matrix(JsonNode rows) {
    double[][] values = new double[rows.size()][];
    for (int row = 0; row < values.length; row++) {
      values[row] = vector(rows.get(row)).toDoubleVector();
    }
    return Nd4j.createFromArray(values);
  }

  private static INDArray vector(JsonNode numbers) {
    double[] values = new double[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i).asDouble();
    }
    return Nd4j.createFromArray(values);
  }
}
