package unroll.layers;

import static unroll.layers.Batches.assertNear;
import static unroll.layers.TestNetworks.ids;
import static unroll.layers.TestNetworks.network;
import static unroll.layers.TestNetworks.oneHot;
import static unroll.layers.TestNetworks.random;
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
import unroll.layers.TestNetworks.Padding;
import unroll.layers.TestNetworks.Unit;

/** Both kernels, and ids and vectors, give the same. */
class KernelAgreementTest {
  private static final int BATCH = 4;
  private static final int TIME = 7;

  static Stream<Arguments> sizes() {
    List<Arguments> cases = new ArrayList<>();
    // The last two are large enough to be shared among threads, with counts of steps of all kinds.
    int[][] sizes = {
      {7, 1, 1},
      {7, 2, 9},
      {7, 5, 2},
      {33, 1, 9},
      {33, 2, 1},
      {33, 5, 9},
      {65, 19, 23},
      {96, 32, 20}
    };
    for (Unit unit : Unit.values()) {
      for (int[] size : sizes) {
        for (boolean symbols : new boolean[] {false, true}) {
          cases.add(Arguments.of(unit, size[0], size[1], size[2], symbols));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}, units {1}, batch {2}, time {3}, symbols {4}")
  @MethodSource("sizes")
  void theCpuKernelComputesWhatThePortableOneDoes(
      Unit unit, int units, int batch, int time, boolean symbols) {
    for (Padding padding : List.of(Padding.NONE, Padding.MIDDLE)) {
      List<LayerPass.Result> results = new ArrayList<>();
      for (KernelChoice kernel : List.of(KernelChoice.PORTABLE, KernelChoice.CPU)) {
        MultiLayerNetwork network =
            network(
                DataType.FLOAT,
                unit.builder(5, units).kernel(kernel).symbolInput(symbols).build(),
                unit.builder(units, 7).kernel(kernel).bidirectional(Merge.ADD).build());
        // Larger recurrent weights make a chaotic system of a vanilla layer.
        network.params().muli(1.5 / Math.sqrt(units));
        LayerPass pass = new LayerPass(network);
        INDArray input =
            symbols
                ? ids(DataType.FLOAT, 1, batch, 5, time)
                : random(DataType.FLOAT, 1, batch, 5, time);
        INDArray epsilon = random(DataType.FLOAT, 2, batch, 7, time);
        results.add(pass.run(input, padding.mask(DataType.FLOAT, batch, time), epsilon));
      }
      assertNear(results.get(0).output(), results.get(1).output(), 1e-5);
      assertNear(results.get(0).parameterGradient(), results.get(1).parameterGradient(), 1e-5);
      if (!symbols) {
        assertNear(results.get(0).inputGradient(), results.get(1).inputGradient(), 1e-5);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PORTABLE", "CPU"})
  void symbolIdsAreOneHotVectors(KernelChoice kernel) {
    DataType type = typeOf(kernel);
    INDArray ids = ids(type, 4, BATCH, 5, TIME);
    INDArray mask = Padding.FRONT.mask(type, BATCH, TIME);
    INDArray epsilon = random(type, 2, BATCH, 6, TIME);
    for (Unit unit : Unit.values()) {
      RecurrentCell.Builder<?> builder = unit.builder(5, 3).kernel(kernel);
      builder.bidirectional(Merge.CONCATENATE);
      LayerPass.Result vectors =
          new LayerPass(network(type, builder.build())).run(oneHot(type, ids, 5), mask, epsilon);
      LayerPass.Result symbols =
          new LayerPass(network(type, builder.symbolInput(true).build())).run(ids, mask, epsilon);
      assertNear(vectors.output(), symbols.output(), 1e-6);
      assertNear(vectors.parameterGradient(), symbols.parameterGradient(), 1e-6);
    }
  }
}
