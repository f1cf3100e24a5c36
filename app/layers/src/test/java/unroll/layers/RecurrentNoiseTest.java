package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static unroll.layers.Batches.assertNear;
import static unroll.layers.TestNetworks.NO_WORKSPACES;
import static unroll.layers.TestNetworks.random;
import static unroll.layers.TestNetworks.typeOf;

import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.TestNetworks.Unit;
import unroll.layers.runtime.ActiveRecurrentLayer;

/** What is dropped or added in training is not there when the network is used. */
class RecurrentNoiseTest {
  private static final int BATCH = 3;
  private static final int TIME = 5;
  private static final int FEATURES = 4;

  @ParameterizedTest
  @EnumSource(names = {"PORTABLE", "CPU"})
  void noiseIsOnTheWeightsInTrainingOnly(KernelChoice kernel) {
    INDArray input = random(typeOf(kernel), 1, BATCH, FEATURES, TIME);
    for (Unit unit : Unit.values()) {
      ActiveRecurrentLayer noisy = layer(cell(unit, kernel).weightNoise(new FixedNoise()));
      MultiLayerNetwork plain = TestNetworks.network(typeOf(kernel), cell(unit, kernel).build());
      assertEquals(plain.output(input), noisy.activate(input, false, NO_WORKSPACES));
      plain.params().subi(0.1);
      assertNear(plain.output(input), noisy.activate(input, true, NO_WORKSPACES), 1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PORTABLE", "CPU"})
  void inputIsDroppedInTrainingOnly(KernelChoice kernel) {
    INDArray input = random(typeOf(kernel), 1, BATCH, FEATURES, TIME);
    INDArray before = input.dup();
    INDArray matrix = input.permute(2, 0, 1).dup('c').reshape('c', BATCH * TIME, FEATURES);
    new FixedDropout().applyDropout(matrix, matrix, 0, 0, NO_WORKSPACES);
    INDArray dropped = matrix.reshape('c', TIME, BATCH, FEATURES).permute(1, 2, 0).dup('c');
    for (Unit unit : Unit.values()) {
      ActiveRecurrentLayer dropping = layer(cell(unit, kernel).dropOut(new FixedDropout()));
      ActiveRecurrentLayer plain = layer(cell(unit, kernel));
      INDArray output = plain.activate(input, false, NO_WORKSPACES);
      assertEquals(output, dropping.activate(input, false, NO_WORKSPACES));
      assertEquals(
          plain.activate(dropped, false, NO_WORKSPACES),
          dropping.activate(input, true, NO_WORKSPACES));
      assertEquals(before, input);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PORTABLE", "CPU"})
  void anInputThatIsDroppedHasNoGradient(KernelChoice kernel) {
    INDArray input = Nd4j.ones(typeOf(kernel), BATCH, FEATURES, TIME);
    ActiveRecurrentLayer layer = layer(cell(Unit.GRU, kernel).dropOut(new Dropout(0.5)));
    Nd4j.getRandom().setSeed(7);
    layer.activate(input, true, NO_WORKSPACES);
    INDArray gradient = gradient(layer, input);
    long zeros = count(gradient);
    assertNotEquals(0, zeros);
    assertNotEquals(gradient.length(), zeros);
  }

  @ParameterizedTest
  @EnumSource(names = {"PORTABLE", "CPU"})
  void spatialDropoutDropsAFeatureOfARowAtAllSteps(KernelChoice kernel) {
    INDArray input = Nd4j.ones(typeOf(kernel), BATCH, FEATURES, TIME);
    ActiveRecurrentLayer layer = layer(cell(Unit.LSTM, kernel).dropOut(new SpatialDropout(0.5)));
    Nd4j.getRandom().setSeed(7);
    layer.activate(input, true, NO_WORKSPACES);
    INDArray gradient = gradient(layer, input);
    int dropped = 0;
    for (int row = 0; row < BATCH; row++) {
      for (int feature = 0; feature < FEATURES; feature++) {
        int zeros = 0;
        for (int step = 0; step < TIME; step++) {
          zeros += gradient.getDouble(row, feature, step) == 0 ? 1 : 0;
        }
        assertEquals(0, zeros % TIME, "row " + row + ", feature " + feature);
        dropped += zeros / TIME;
      }
    }
    assertNotEquals(0, dropped);
    assertNotEquals(BATCH * FEATURES, dropped);
  }

  private static INDArray gradient(ActiveRecurrentLayer layer, INDArray input) {
    INDArray epsilon = random(input.dataType(), 2, BATCH, 6, TIME);
    return layer.backpropGradient(epsilon, NO_WORKSPACES).getSecond();
  }

  private static long count(INDArray array) {
    return array.eq(0).castTo(DataType.INT64).sumNumber().longValue();
  }

  private static RecurrentCell.Builder<?> cell(Unit unit, KernelChoice kernel) {
    return unit.builder(FEATURES, 6).kernel(kernel);
  }

  private static ActiveRecurrentLayer layer(RecurrentCell.Builder<?> builder) {
    RecurrentCell cell = builder.build();
    boolean isFloat = cell.getKernel() == KernelChoice.CPU;
    return TestNetworks.layer(isFloat ? DataType.FLOAT : DataType.DOUBLE, cell);
  }
}
