package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static unroll.layers.TestNetworks.NO_WORKSPACES;
import static unroll.layers.TestNetworks.random;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.TestNetworks.Padding;
import unroll.layers.TestNetworks.Unit;
import unroll.layers.runtime.ActiveRecurrentLayer;

/**
 * Gradients of one layer with respect to its input, its initial states and its parameters, for an
 * objective that reads its outputs and its final states.
 */
class RecurrentStateGradientTest {
  private static final int BATCH = 3;
  private static final int TIME = 4;
  private static final int FEATURES = 2;
  private static final int UNITS = 3;

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      for (Padding padding : Padding.values()) {
        cases.add(Arguments.of(unit, padding, null, null));
        cases.add(Arguments.of(unit, padding, Merge.CONCATENATE, null));
      }
      cases.add(Arguments.of(unit, Padding.MIDDLE, Merge.MULTIPLY, Pooling.LAST));
      cases.add(Arguments.of(unit, Padding.FRONT, null, Pooling.LAST));
      cases.add(Arguments.of(unit, Padding.MIDDLE, null, Pooling.MEAN));
      cases.add(Arguments.of(unit, Padding.END, Merge.ADD, Pooling.MAX));
      cases.add(Arguments.of(unit, Padding.MIDDLE, Merge.AVERAGE, null));
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}, padding {1}, {2}, {3}")
  @MethodSource("cases")
  void gradientsOfInputAndInitialStatesAreSlopes(
      Unit unit, Padding padding, Merge merge, Pooling pooling) {
    Objective objective = new Objective(unit, padding, merge, pooling, KernelChoice.PORTABLE);
    Gradients gradients = objective.gradients();
    List<INDArray> variables = objective.variables();
    assertEquals(variables.size(), gradients.ofVariables().size());
    for (int i = 0; i < variables.size(); i++) {
      INDArray computed = gradients.ofVariables().get(i);
      for (long place = 0; place < variables.get(i).length(); place++) {
        double slope = GradientCheck.difference(variables.get(i), place, objective::value);
        GradientCheck.assertClose("variable " + i + ", " + place, slope, computed.getDouble(place));
      }
    }
    INDArray parameters = objective.network.params();
    for (long place = 0; place < parameters.length(); place += 7) {
      double slope = GradientCheck.difference(parameters, place, objective::value);
      GradientCheck.assertClose(
          "parameter " + place, slope, gradients.ofParameters().getDouble(place));
    }
  }

  @ParameterizedTest(name = "{0}, padding {1}, {2}, {3}")
  @MethodSource("cases")
  void theCpuKernelHasTheGradientsOfThePortableOne(
      Unit unit, Padding padding, Merge merge, Pooling pooling) {
    Gradients expected =
        new Objective(unit, padding, merge, pooling, KernelChoice.PORTABLE).gradients();
    Gradients actual = new Objective(unit, padding, merge, pooling, KernelChoice.CPU).gradients();
    assertNear(expected.ofParameters(), actual.ofParameters());
    for (int i = 0; i < expected.ofVariables().size(); i++) {
      assertNear(expected.ofVariables().get(i), actual.ofVariables().get(i));
    }
  }

  private static void assertNear(INDArray expected, INDArray actual) {
    double tolerance = 1e-5 * expected.amaxNumber().doubleValue();
    assertArrayEquals(
        expected.dup('c').data().asDouble(), actual.dup('c').data().asDouble(), tolerance);
  }

  /** Gradients of the parameters, and of the input and the initial states. */
  private record Gradients(INDArray ofParameters, List<INDArray> ofVariables) {}

  /** The sum of a layer's outputs and final states, each times a random factor. */
  private static final class Objective {
    private final DataType type;
    private final MultiLayerNetwork network;
    private final ActiveRecurrentLayer layer;
    private final INDArray mask;
    private final INDArray input;
    private final List<RecurrentState> initial;
    private final List<RecurrentState> finalFactors;
    private final INDArray outputFactors;

    Objective(Unit unit, Padding padding, Merge merge, Pooling pooling, KernelChoice kernel) {
      type = kernel == KernelChoice.CPU ? DataType.FLOAT : DataType.DOUBLE;
      RecurrentCell cell =
          unit.builder(FEATURES, UNITS)
              .kernel(kernel)
              .bidirectional(merge)
              .pooling(pooling)
              .build();
      network = TestNetworks.network(type, cell);
      layer = TestNetworks.layer(network, 0);
      mask = padding.mask(type, BATCH, TIME);
      input = random(type, 1, BATCH, FEATURES, TIME);
      int directions = merge == null ? 1 : 2;
      initial = states(unit, directions, 20);
      finalFactors = states(unit, directions, 30);
      outputFactors =
          pooling == null
              ? random(type, 4, BATCH, cell.outputSize(), TIME)
              : random(type, 4, BATCH, cell.outputSize());
    }

    private List<RecurrentState> states(Unit unit, int directions, long seed) {
      List<RecurrentState> states = new ArrayList<>();
      for (int i = 0; i < directions; i++) {
        states.add(
            new RecurrentState(
                random(type, seed + i, BATCH, UNITS),
                unit == Unit.LSTM ? random(type, seed + 5 + i, BATCH, UNITS) : null));
      }
      return states;
    }

    double value() {
      layer.setMaskArray(mask);
      layer.setInitialStates(initial);
      INDArray output = layer.activate(input, true, NO_WORKSPACES);
      double value = output.mul(outputFactors).sumNumber().doubleValue();
      for (int i = 0; i < initial.size(); i++) {
        RecurrentState last = layer.finalStates().get(i);
        RecurrentState factors = finalFactors.get(i);
        value += last.hidden().mul(factors.hidden()).sumNumber().doubleValue();
        if (last.cell() != null) {
          value += last.cell().mul(factors.cell()).sumNumber().doubleValue();
        }
      }
      return value;
    }

    Gradients gradients() {
      value();
      layer.setFinalStateGradients(finalFactors);
      INDArray ofInput = layer.backpropGradient(outputFactors, NO_WORKSPACES).getSecond();
      List<INDArray> all = flat(ofInput, layer.initialStateGradients());
      return new Gradients(layer.getGradientsViewArray().dup(), all);
    }

    List<INDArray> variables() {
      return flat(input, initial);
    }

    private static List<INDArray> flat(INDArray ofInput, List<RecurrentState> states) {
      List<INDArray> all = new ArrayList<>();
      all.add(ofInput.ordering() == 'c' ? ofInput : ofInput.dup('c'));
      for (RecurrentState state : states) {
        all.add(state.hidden());
        if (state.cell() != null) {
          all.add(state.cell());
        }
      }
      return all;
    }
  }
}
