package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.layers.TestNetworks.labels;
import static unroll.layers.TestNetworks.network;
import static unroll.layers.TestNetworks.random;
import static unroll.layers.TestNetworks.stepOutput;
import static unroll.layers.TestNetworks.typeOf;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.TestNetworks.Padding;
import unroll.layers.TestNetworks.Unit;

/** Training can be repeated, interrupted and copied without a bit changing. */
class RecurrentTrainingTest {
  private static final int BATCH = 5;
  private static final int TIME = 6;

  static Stream<Arguments> networks() {
    List<Arguments> cases = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      for (KernelChoice kernel : List.of(KernelChoice.PORTABLE, KernelChoice.CPU)) {
        cases.add(Arguments.of(unit, kernel, null));
      }
    }
    cases.add(Arguments.of(Unit.GRU, KernelChoice.PORTABLE, Merge.ADD));
    cases.add(Arguments.of(Unit.LSTM, KernelChoice.CPU, Merge.ADD));
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("networks")
  void theSameSeedTrainsTheSameNetworkTwice(Unit unit, KernelChoice kernel, Merge merge) {
    MultiLayerNetwork first = create(unit, kernel, merge);
    MultiLayerNetwork second = create(unit, kernel, merge);
    INDArray start = first.params().dup();
    train(first, 0, 6);
    train(second, 0, 6);
    assertEquals(first.params(), second.params());
    assertNotEquals(start, first.params());
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("networks")
  void aRestoredNetworkTrainsOnAsIfNothingHadHappened(
      Unit unit, KernelChoice kernel, Merge merge, @TempDir Path folder) throws IOException {
    MultiLayerNetwork network = create(unit, kernel, merge);
    train(network, 0, 4);
    File file = folder.resolve("network.zip").toFile();
    ModelSerializer.writeModel(network, file, true);
    MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file, true);
    assertEquals(network.params(), restored.params());
    train(network, 4, 9);
    train(restored, 4, 9);
    assertEquals(network.params(), restored.params());
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("networks")
  void aCloneComputesTheSameAndTrainsByItself(Unit unit, KernelChoice kernel, Merge merge) {
    MultiLayerNetwork network = create(unit, kernel, merge);
    train(network, 0, 2);
    MultiLayerNetwork clone = network.clone();
    INDArray input = batch(typeOf(kernel), 3).getFeatures();
    INDArray output = network.output(input);
    assertEquals(output, clone.output(input));
    train(clone, 2, 4);
    assertEquals(output, network.output(input));
    train(network, 2, 4);
    assertEquals(network.params(), clone.params());
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("networks")
  void trainingLowersTheLoss(Unit unit, KernelChoice kernel, Merge merge) {
    MultiLayerNetwork network = create(unit, kernel, merge);
    DataSet batch = batch(typeOf(kernel), 1);
    double before = network.score(batch);
    for (int i = 0; i < 20; i++) {
      network.fit(batch);
    }
    assertTrue(network.score(batch) < before - 0.1, before + " to " + network.score(batch));
  }

  private static MultiLayerNetwork create(Unit unit, KernelChoice kernel, Merge merge) {
    return network(
        typeOf(kernel),
        unit.builder(3, 9).kernel(kernel).bidirectional(merge).dropOut(0.8).build(),
        unit.builder(9, 7).kernel(kernel).build(),
        stepOutput(7, 4));
  }

  private static void train(MultiLayerNetwork network, int from, int to) {
    Nd4j.getRandom().setSeed(from + 1);
    for (int i = from; i < to; i++) {
      network.fit(batch(network.params().dataType(), i));
    }
  }

  private static DataSet batch(DataType type, int seed) {
    Padding padding = Padding.values()[seed % Padding.values().length];
    INDArray mask = padding.mask(type, BATCH, TIME);
    return new DataSet(
        random(type, seed, BATCH, 3, TIME), labels(type, seed, BATCH, 4, TIME), mask, mask);
  }
}
