package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static unroll.layers.Batches.assertNear;
import static unroll.layers.Batches.steps;
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
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.layers.TestNetworks.Padding;
import unroll.layers.TestNetworks.Unit;
import unroll.layers.runtime.ActiveRecurrentLayer;

/** Steps one after the other are the whole sequence. */
class RecurrentSteppingTest {
  private static final int BATCH = 4;
  private static final int TIME = 7;
  private static final int FEATURES = 3;

  static Stream<Arguments> chunks() {
    List<Arguments> cases = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      for (KernelChoice kernel : List.of(KernelChoice.PORTABLE, KernelChoice.CPU)) {
        for (int chunk = 1; chunk <= 3; chunk++) {
          cases.add(Arguments.of(unit, kernel, chunk, null));
          cases.add(Arguments.of(unit, kernel, chunk, Pooling.LAST));
          cases.add(Arguments.of(unit, kernel, chunk, Pooling.MEAN));
          cases.add(Arguments.of(unit, kernel, chunk, Pooling.MAX));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}, {1}, chunks of {2}, {3}")
  @MethodSource("chunks")
  void steppingIsTheWholePass(Unit unit, KernelChoice kernel, int chunk, Pooling pooling) {
    MultiLayerNetwork network = stack(unit, kernel, null, pooling);
    INDArray input = random(typeOf(kernel), 3, BATCH, FEATURES, TIME);
    for (int from = 0; from < TIME; from += chunk) {
      int to = Math.min(TIME, from + chunk);
      INDArray stepped = network.rnnTimeStep(steps(input, from, to));
      INDArray whole = network.output(steps(input, 0, to));
      INDArray expected = pooling == null ? steps(whole, from, to) : whole;
      if (pooling == Pooling.MEAN) {
        // The steps are added in another order.
        assertNear(expected, stepped, kernel == KernelChoice.CPU ? 3e-7 : 1e-15);
      } else {
        assertEquals(expected, stepped);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PORTABLE", "CPU"})
  void steppingOverMaskedStepsHoldsTheState(KernelChoice kernel) {
    DataType type = typeOf(kernel);
    for (Pooling pooling : new Pooling[] {null, Pooling.LAST, Pooling.MEAN, Pooling.MAX}) {
      RecurrentCell cell = Unit.LSTM.builder(FEATURES, 5).kernel(kernel).pooling(pooling).build();
      ActiveRecurrentLayer layer = TestNetworks.layer(type, cell);
      INDArray input = random(type, 3, BATCH, FEATURES, TIME);
      INDArray mask = Padding.MIDDLE.mask(type, BATCH, TIME);
      layer.setMaskArray(mask);
      INDArray whole = layer.activate(input, false, NO_WORKSPACES);
      for (int step = 0; step < TIME; step++) {
        layer.setMaskArray(mask.get(NDArrayIndex.all(), NDArrayIndex.interval(step, step + 1)));
        INDArray stepped = layer.rnnTimeStep(steps(input, step, step + 1), NO_WORKSPACES);
        if (pooling == null) {
          assertNear(steps(whole, step, step + 1), stepped, 1e-6);
        } else if (step == TIME - 1) {
          assertNear(whole, stepped, 1e-6);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PORTABLE", "CPU"})
  void aWholePassIsNotDisturbedBySteppingBeforeIt(KernelChoice kernel) {
    for (Pooling pooling : new Pooling[] {null, Pooling.LAST, Pooling.MEAN, Pooling.MAX}) {
      MultiLayerNetwork network = stack(Unit.GRU, kernel, null, pooling);
      INDArray input = random(typeOf(kernel), 3, BATCH, FEATURES, TIME);
      INDArray fresh = network.output(input);
      network.rnnTimeStep(input);
      assertEquals(fresh, network.output(input));
      network.rnnClearPreviousState();
      assertNear(fresh, network.rnnTimeStep(input), 1e-7);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PORTABLE", "CPU"})
  void aSegmentOfTruncatedTrainingGoesOnFromTheOneBefore(KernelChoice kernel) {
    for (Unit unit : Unit.values()) {
      MultiLayerNetwork network = stack(unit, kernel, null, null);
      INDArray input = random(typeOf(kernel), 3, BATCH, FEATURES, TIME);
      INDArray whole = network.output(input);
      for (int from = 0; from < TIME; from += 3) {
        int to = Math.min(TIME, from + 3);
        List<INDArray> activations =
            network.rnnActivateUsingStoredState(steps(input, from, to), true, true);
        assertNear(steps(whole, from, to), activations.get(2), 1e-6);
        network.rnnTimeStep(steps(input, 0, 2));
      }
      network.rnnClearPreviousState();
      INDArray again = network.rnnActivateUsingStoredState(steps(input, 0, 3), true, false).get(2);
      assertNear(steps(whole, 0, 3), again, 1e-6);
      again = network.rnnActivateUsingStoredState(steps(input, 0, 3), true, false).get(2);
      assertNear(steps(whole, 0, 3), again, 1e-6);
    }
  }
}
