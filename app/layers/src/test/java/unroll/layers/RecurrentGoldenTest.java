package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import unroll.layers.runtime.ActiveRecurrentLayer;

/**
 * Outputs, final states and all gradients against PyTorch's in double precision: three cells, one
 * and two layers, both directions, rows of unequal length, initial states.
 */
class RecurrentGoldenTest {
  static Stream<Arguments> cases() throws IOException {
    try (InputStream in =
        RecurrentGoldenTest.class.getResourceAsStream("/unroll/golden/recurrent_layers.json")) {
      List<Arguments> cases = new ArrayList<>();
      for (JsonNode golden : new ObjectMapper().readTree(in)) {
        String name =
            "%s, %s layers, lengths %s%s"
                .formatted(
                    golden.get("cell").asText(),
                    golden.get("layers").asText(),
                    golden.get("lengths"),
                    golden.get("bidirectional").asBoolean() ? ", both ways" : "");
        cases.add(Arguments.of(name + ", portable", golden, KernelChoice.PORTABLE));
        cases.add(Arguments.of(name + ", cpu", golden, KernelChoice.CPU));
      }
      assertEquals(24, cases.size());
      return cases.stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everythingEqualsPyTorch(String name, JsonNode golden, KernelChoice kernel) {
    DataType type = kernel == KernelChoice.CPU ? DataType.FLOAT : DataType.DOUBLE;
    double tolerance = kernel == KernelChoice.CPU ? 1e-5 : 1e-10;
    new Comparison(golden, kernel, type, tolerance).run();
  }

  /** One case with one kernel. */
  private record Comparison(JsonNode golden, KernelChoice kernel, DataType type, double tolerance) {
    void run() {
      MultiLayerNetwork network = network();
      int layers = golden.get("layers").asInt();
      INDArray mask = mask();
      INDArray activation = array("x").permute(0, 2, 1);
      for (int i = 0; i < layers; i++) {
        ActiveRecurrentLayer layer = layer(network, i);
        layer.setMaskArray(mask);
        layer.setInitialStates(states("h0", "c0", i));
        activation = layer.activate(activation, true, LayerWorkspaceMgr.noWorkspaces());
      }
      assertClose("y", array("y"), activation.permute(0, 2, 1));
      INDArray gradient = array("proj").permute(0, 2, 1);
      for (int i = layers - 1; i >= 0; i--) {
        ActiveRecurrentLayer layer = layer(network, i);
        compareStates("h_last", "c_last", i, layer.finalStates());
        gradient = layer.backpropGradient(gradient, LayerWorkspaceMgr.noWorkspaces()).getSecond();
        compareStates("d_h0", "d_c0", i, layer.initialStateGradients());
        compareGradients(network, i);
      }
      assertClose("d_x", array("d_x"), gradient.permute(0, 2, 1));
    }

    private MultiLayerNetwork network() {
      NeuralNetConfiguration.ListBuilder stack =
          new NeuralNetConfiguration.Builder().dataType(type).list();
      int width = golden.get("input").asInt();
      for (int i = 0; i < golden.get("layers").asInt(); i++) {
        RecurrentCell.Builder<?> builder =
            switch (golden.get("cell").asText()) {
              case "rnn" -> new Rnn.Builder();
              case "lstm" -> new Lstm.Builder();
              default -> new Gru.Builder();
            };
        builder.nIn(width).nOut(golden.get("hidden").asInt());
        builder.kernel(kernel);
        if (isBidirectional()) {
          builder.bidirectional(Merge.CONCATENATE);
        }
        stack.layer(builder.build());
        width = golden.get("hidden").asInt();
      }
      MultiLayerNetwork network = new MultiLayerNetwork(stack.build());
      network.init();
      network.initGradientsView();
      for (int i = 0; i < golden.get("layers").asInt(); i++) {
        for (int direction = 0; direction < directions(); direction++) {
          setParameters(network, i, direction);
        }
      }
      return network;
    }

    private void setParameters(MultiLayerNetwork network, int index, int direction) {
      String prefix = index + "_" + prefix(direction);
      JsonNode parameters = golden.get("params");
      String suffix = "_l" + index + (direction == 1 ? "_reverse" : "");
      network.getParam(prefix + "W").assign(array(parameters, "weight_ih" + suffix).transpose());
      network.getParam(prefix + "RW").assign(array(parameters, "weight_hh" + suffix).transpose());
      INDArray bias = array(parameters, "bias_ih" + suffix);
      INDArray recurrentBias = array(parameters, "bias_hh" + suffix);
      if (isGru()) {
        network.getParam(prefix + "b").assign(bias);
        network.getParam(prefix + "rb").assign(recurrentBias);
      } else {
        network.getParam(prefix + "b").assign(bias.add(recurrentBias));
      }
    }

    private void compareGradients(MultiLayerNetwork network, int index) {
      JsonNode gradients = golden.get("d_params");
      for (int direction = 0; direction < directions(); direction++) {
        String prefix = prefix(direction);
        String suffix = "_l" + index + (direction == 1 ? "_reverse" : "");
        java.util.Map<String, INDArray> actual =
            layer(network, index)
                .conf()
                .getLayer()
                .initializer()
                .getGradientsFromFlattened(
                    layer(network, index).conf(), layer(network, index).getGradientsViewArray());
        assertClose(
            "W", array(gradients, "weight_ih" + suffix).transpose(), actual.get(prefix + "W"));
        assertClose(
            "RW", array(gradients, "weight_hh" + suffix).transpose(), actual.get(prefix + "RW"));
        assertClose("b", array(gradients, "bias_ih" + suffix), actual.get(prefix + "b"));
        if (isGru()) {
          assertClose("rb", array(gradients, "bias_hh" + suffix), actual.get(prefix + "rb"));
        }
      }
    }

    private List<RecurrentState> states(String hidden, String cell, int index) {
      List<RecurrentState> states = new ArrayList<>();
      for (int direction = 0; direction < directions(); direction++) {
        states.add(
            new RecurrentState(
                part(hidden, index, direction),
                golden.has(cell) ? part(cell, index, direction) : null));
      }
      return states;
    }

    private void compareStates(String hidden, String cell, int index, List<RecurrentState> actual) {
      for (int direction = 0; direction < directions(); direction++) {
        assertClose(hidden, part(hidden, index, direction), actual.get(direction).hidden());
        if (golden.has(cell)) {
          assertClose(cell, part(cell, index, direction), actual.get(direction).cell());
        }
      }
    }

    private INDArray part(String name, int index, int direction) {
      return array(name)
          .get(
              NDArrayIndex.point(index * directions() + direction),
              NDArrayIndex.all(),
              NDArrayIndex.all())
          .dup('c');
    }

    private INDArray mask() {
      int batch = golden.get("batch").asInt();
      INDArray mask = Nd4j.create(type, batch, golden.get("time").asInt());
      boolean isNeeded = false;
      for (int row = 0; row < batch; row++) {
        for (int step = 0; step < mask.size(1); step++) {
          boolean isRead = step < golden.get("lengths").get(row).asInt();
          isNeeded |= !isRead;
          mask.putScalar(row, step, isRead ? 1 : 0);
        }
      }
      return isNeeded ? mask : null;
    }

    private void assertClose(String what, INDArray expected, INDArray actual) {
      assertEquals(expected.length(), actual.length(), what);
      double scale = Math.max(1, expected.amaxNumber().doubleValue());
      assertArrayEquals(
          expected.dup('c').data().asDouble(),
          actual.dup('c').data().asDouble(),
          tolerance * scale,
          what);
    }

    private INDArray array(String name) {
      return array(golden, name);
    }

    private INDArray array(JsonNode parent, String name) {
      JsonNode node = parent.get(name);
      List<Double> numbers = new ArrayList<>();
      collect(node, numbers);
      List<Long> shape = new ArrayList<>();
      for (JsonNode inner = node; inner.isArray(); inner = inner.get(0)) {
        shape.add((long) inner.size());
      }
      return Nd4j.createFromArray(numbers.stream().mapToDouble(Double::doubleValue).toArray())
          .reshape('c', shape.stream().mapToLong(Long::longValue).toArray())
          .castTo(type);
    }

    private static void collect(JsonNode node, List<Double> numbers) {
      if (node.isArray()) {
        node.forEach(inner -> collect(inner, numbers));
      } else {
        numbers.add(node.asDouble());
      }
    }

    private boolean isGru() {
      return golden.get("cell").asText().equals("gru");
    }

    private boolean isBidirectional() {
      return golden.get("bidirectional").asBoolean();
    }

    private int directions() {
      return isBidirectional() ? 2 : 1;
    }

    private String prefix(int direction) {
      return isBidirectional() ? (direction == 0 ? "f" : "b") : "";
    }

    private static ActiveRecurrentLayer layer(MultiLayerNetwork network, int index) {
      return (ActiveRecurrentLayer) network.getLayer(index);
    }
  }
}
