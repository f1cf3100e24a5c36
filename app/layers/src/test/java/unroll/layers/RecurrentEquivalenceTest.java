package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static unroll.layers.Batches.assertNear;
import static unroll.layers.Batches.place;
import static unroll.layers.Batches.rowSteps;
import static unroll.layers.Batches.rows;
import static unroll.layers.Batches.steps;
import static unroll.layers.Batches.unmasked;
import static unroll.layers.TestNetworks.NO_WORKSPACES;
import static unroll.layers.TestNetworks.network;
import static unroll.layers.TestNetworks.random;
import static unroll.layers.TestNetworks.stack;
import static unroll.layers.TestNetworks.typeOf;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.TestNetworks.Padding;
import unroll.layers.TestNetworks.Unit;
import unroll.layers.runtime.ActiveRecurrentLayer;

/** The same batch with padding, in another order or after another one gives the same. */
class RecurrentEquivalenceTest {
  private static final int BATCH = 4;
  private static final int TIME = 7;
  private static final int FEATURES = 3;

  static Stream<Arguments> padded() {
    List<Arguments> cases = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      for (KernelChoice kernel : List.of(KernelChoice.PORTABLE, KernelChoice.CPU)) {
        for (Padding padding : List.of(Padding.FRONT, Padding.MIDDLE, Padding.END)) {
          cases.add(Arguments.of(unit, kernel, padding, null, null));
          cases.add(Arguments.of(unit, kernel, padding, Merge.CONCATENATE, null));
          cases.add(Arguments.of(unit, kernel, padding, Merge.MULTIPLY, Pooling.LAST));
          cases.add(Arguments.of(unit, kernel, padding, null, Pooling.LAST));
          cases.add(Arguments.of(unit, kernel, padding, null, Pooling.MEAN));
          cases.add(Arguments.of(unit, kernel, padding, Merge.ADD, Pooling.MAX));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}, {1}, padding {2}, {3}, {4}")
  @MethodSource("padded")
  void aPaddedBatchIsEveryRowAlone(
      Unit unit, KernelChoice kernel, Padding padding, Merge merge, Pooling pooling) {
    DataType type = typeOf(kernel);
    LayerPass pass = new LayerPass(stack(unit, kernel, merge, pooling));
    INDArray mask = padding.mask(type, BATCH, TIME);
    INDArray input = random(type, 1, BATCH, FEATURES, TIME);
    INDArray epsilon = random(type, 2, pass.outputShape(BATCH, TIME));
    LayerPass.Result together = pass.run(input, mask, epsilon);
    INDArray gradient = Nd4j.zeros(type, together.parameterGradient().shape());
    INDArray output = Nd4j.zeros(type, together.output().shape());
    INDArray inputGradient = Nd4j.zeros(type, together.inputGradient().shape());
    for (int row = 0; row < BATCH; row++) {
      int[] steps = unmasked(mask, row);
      LayerPass.Result alone =
          pass.run(
              rowSteps(input, row, steps),
              null,
              pooling == null ? rowSteps(epsilon, row, steps) : rows(epsilon, row));
      gradient.addi(alone.parameterGradient());
      place(alone.inputGradient(), inputGradient, row, steps);
      if (pooling == null) {
        place(alone.output(), output, row, steps);
      } else {
        output.putRow(row, alone.output());
      }
    }
    double tolerance = kernel == KernelChoice.CPU ? 2e-6 : 1e-13;
    assertNear(output, together.output(), tolerance);
    assertNear(inputGradient, together.inputGradient(), tolerance);
    assertNear(gradient, together.parameterGradient(), tolerance);
  }

  @ParameterizedTest
  @EnumSource
  void rowsWithoutAStepKeepTheirState(Unit unit) {
    for (int empty : new int[] {1, BATCH}) {
      for (KernelChoice kernel : List.of(KernelChoice.PORTABLE, KernelChoice.CPU)) {
        DataType type = typeOf(kernel);
        INDArray mask = Nd4j.ones(type, BATCH, TIME);
        for (int row = 0; row < empty; row++) {
          mask.getRow(row).assign(0);
        }
        assertStateHeld(
            TestNetworks.network(type, unit.builder(3, 5).kernel(kernel).build()), mask, empty);
      }
    }
  }

  private static void assertStateHeld(MultiLayerNetwork network, INDArray mask, int rows) {
    DataType type = mask.dataType();
    ActiveRecurrentLayer layer = TestNetworks.layer(network, 0);
    layer.getGradientsViewArray().assign(9);
    boolean hasCell = layer.layerConf() instanceof Lstm;
    INDArray first = random(type, 1, BATCH, 5);
    RecurrentState initial = new RecurrentState(first, hasCell ? first.add(1) : null);
    RecurrentState asked = new RecurrentState(first.mul(3), hasCell ? first.mul(4) : null);
    layer.setInitialStates(List.of(initial));
    layer.setMaskArray(mask);
    INDArray output = layer.activate(random(type, 2, BATCH, 3, TIME), true, NO_WORKSPACES);
    layer.setFinalStateGradients(List.of(asked));
    INDArray ofInput =
        layer.backpropGradient(random(type, 3, BATCH, 5, TIME), NO_WORKSPACES).getSecond();
    RecurrentState last = layer.finalStates().get(0);
    RecurrentState ofInitial = layer.initialStateGradients().get(0);
    for (int row = 0; row < rows; row++) {
      assertEquals(0, rows(output, row).amaxNumber().doubleValue());
      assertEquals(0, rows(ofInput, row).amaxNumber().doubleValue());
      assertEquals(first.getRow(row), last.hidden().getRow(row));
      assertEquals(asked.hidden().getRow(row), ofInitial.hidden().getRow(row));
      if (hasCell) {
        assertEquals(initial.cell().getRow(row), last.cell().getRow(row));
        assertEquals(asked.cell().getRow(row), ofInitial.cell().getRow(row));
      }
    }
    if (rows == BATCH) {
      assertEquals(0, layer.getGradientsViewArray().amaxNumber().doubleValue());
    }
  }

  @ParameterizedTest
  @EnumSource
  void permutedRowsGivePermutedOutputsAndEqualGradients(Unit unit) {
    int[] order = {2, 0, 3, 1};
    for (KernelChoice kernel : List.of(KernelChoice.PORTABLE, KernelChoice.CPU)) {
      DataType type = typeOf(kernel);
      double tolerance = kernel == KernelChoice.CPU ? 2e-6 : 1e-12;
      LayerPass pass = new LayerPass(stack(unit, kernel, Merge.CONCATENATE, null));
      INDArray mask = Padding.END.mask(type, BATCH, TIME);
      INDArray input = random(type, 1, BATCH, FEATURES, TIME);
      INDArray epsilon = random(type, 2, pass.outputShape(BATCH, TIME));
      LayerPass.Result straight = pass.run(input, mask, epsilon);
      LayerPass.Result permuted =
          pass.run(rows(input, order), rows(mask, order), rows(epsilon, order));
      assertNear(rows(straight.output(), order), permuted.output(), tolerance);
      assertNear(rows(straight.inputGradient(), order), permuted.inputGradient(), tolerance);
      assertNear(straight.parameterGradient(), permuted.parameterGradient(), tolerance);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PORTABLE", "CPU"})
  void earlierPassesLeaveNothingBehind(KernelChoice kernel) {
    DataType type = typeOf(kernel);
    for (Unit unit : Unit.values()) {
      for (Pooling pooling : new Pooling[] {null, Pooling.LAST, Pooling.MEAN, Pooling.MAX}) {
        LayerPass pass = new LayerPass(stack(unit, kernel, Merge.CONCATENATE, pooling));
        INDArray input = random(type, 1, BATCH, FEATURES, TIME);
        INDArray epsilon = random(type, 2, pass.outputShape(BATCH, TIME));
        LayerPass.Result fresh = pass.run(input, null, epsilon);
        int batch = BATCH + 3;
        pass.run(
            random(type, 5, batch, FEATURES, TIME + 4).mul(3),
            Padding.MIDDLE.mask(type, batch, TIME + 4),
            random(type, 6, pass.outputShape(batch, TIME + 4)));
        LayerPass.Result again = pass.run(input, null, epsilon);
        assertEquals(fresh.output(), again.output());
        assertEquals(fresh.inputGradient(), again.inputGradient());
        assertEquals(fresh.parameterGradient(), again.parameterGradient());
      }
    }
  }
}
