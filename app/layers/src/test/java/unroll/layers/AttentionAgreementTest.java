package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static unroll.layers.Batches.assertNear;
import static unroll.layers.Batches.rows;
import static unroll.layers.TestNetworks.NO_WORKSPACES;
import static unroll.layers.TestNetworks.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.layers.TestNetworks.Unit;
import unroll.layers.runtime.ActiveEncoderDecoder;

/** The fast kernel of an attention computes what the portable one does. */
class AttentionAgreementTest {
  private static final DataType TYPE = DataType.FLOAT;
  private static final int INPUTS = 5;

  record Case(
      Attention attention, boolean feeds, Unit unit, int depth, int units, int batch, int time) {
    /** The deeper ones drop what their layers read. */
    boolean drops() {
      return depth > 1;
    }
  }

  static Stream<Arguments> cases() {
    List<Arguments> all = new ArrayList<>();
    // The last is large enough to be shared among threads.
    int[][] sizes = {{1, 1, 2}, {4, 2, 5}, {8, 5, 9}, {18, 7, 40}, {64, 20, 30}};
    for (Attention attention : Attention.values()) {
      for (boolean feeds : new boolean[] {false, true}) {
        for (int[] size : sizes) {
          if (attention != Attention.NONE || !feeds) {
            int unit = all.size() % Unit.values().length;
            int depth = size[0] == 8 || size[0] == 18 ? 2 : 1;
            all.add(
                Arguments.of(
                    new Case(
                        attention, feeds, Unit.values()[unit], depth, size[0], size[1], size[2])));
          }
        }
      }
    }
    return all.stream();
  }

  private static ActiveEncoderDecoder layer(Case of, KernelChoice kernel) {
    int each = of.attention() == Attention.DOT ? of.units() / 2 : of.units() + 1;
    boolean bothWays = of.units() > 1;
    RecurrentCell.Builder<?> encoder = of.unit().builder(INPUTS, bothWays ? each : 1);
    if (bothWays) {
      encoder.bidirectional(Merge.CONCATENATE);
    }
    List<RecurrentCell> decoder = new ArrayList<>();
    int read = of.feeds() ? INPUTS + of.units() : INPUTS;
    for (int i = 0; i < of.depth(); i++) {
      int units = i == of.depth() - 1 ? of.units() : of.units() + 3;
      decoder.add(built(of.unit().builder(read, units), of, kernel));
      read = units;
    }
    MultiLayerNetwork network =
        TestNetworks.network(
            TYPE,
            new EncoderDecoder.Builder()
                .nIn(INPUTS)
                .nOut(of.units())
                .encoder(List.of(built(encoder, of, kernel)))
                .decoder(decoder)
                .attention(of.attention())
                .inputFeeding(of.feeds())
                .build());
    network.params().muli(1.5 / Math.sqrt(of.units()));
    return (ActiveEncoderDecoder) network.getLayer(0);
  }

  private static RecurrentCell built(
      RecurrentCell.Builder<?> builder, Case of, KernelChoice kernel) {
    if (of.drops()) {
      builder.dropOut(new FixedDropout());
    }
    return (RecurrentCell) builder.kernel(kernel).build();
  }

  /** Steps of all kinds in any order; the first row has no source, the last no target. */
  private static INDArray mask(Case of) {
    Random random = new Random(of.units());
    INDArray mask = Nd4j.zeros(TYPE, of.batch(), of.time());
    for (int row = 0; row < of.batch(); row++) {
      for (int step = 0; step < of.time(); step++) {
        int kind = random.nextInt(3);
        boolean isLeftOut =
            of.batch() > 1
                && (row == 0 && kind == EncoderDecoder.SOURCE
                    || row == of.batch() - 1 && kind == EncoderDecoder.TARGET);
        mask.putScalar(row, step, isLeftOut ? 0 : kind);
      }
    }
    return mask;
  }

  private record Result(INDArray output, INDArray ofInput, INDArray gradients) {}

  /** Without dropout. */
  private static INDArray output(ActiveEncoderDecoder layer, INDArray input, INDArray mask) {
    layer.setMaskArray(mask);
    layer.setInput(input, NO_WORKSPACES);
    return layer.activate(false, NO_WORKSPACES).dup('c');
  }

  private static Result pass(ActiveEncoderDecoder layer, INDArray input, INDArray mask) {
    layer.setMaskArray(mask);
    layer.setInput(input, NO_WORKSPACES);
    INDArray output = layer.activate(true, NO_WORKSPACES).dup('c');
    INDArray epsilon = random(TYPE, 2, output.shape());
    layer.getGradientsViewArray().assign(9);
    layer.setInput(input, NO_WORKSPACES);
    INDArray ofInput = layer.backpropGradient(epsilon, NO_WORKSPACES).getSecond().dup('c');
    return new Result(output, ofInput, layer.getGradientsViewArray().dup());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bothGiveTheSameForwardAndBack(Case of) {
    INDArray mask = mask(of);
    ActiveEncoderDecoder portable = layer(of, KernelChoice.PORTABLE);
    ActiveEncoderDecoder fast = layer(of, KernelChoice.CPU);
    for (int seed = 1; seed <= 2; seed++) {
      INDArray input = random(TYPE, seed, of.batch(), INPUTS, of.time());
      Result expected = pass(portable, input, mask);
      Result found = pass(fast, input, mask);
      assertNear(expected.output(), found.output(), 1e-5);
      assertNear(expected.ofInput(), found.ofInput(), 1e-5);
      assertNear(expected.gradients(), found.gradients(), 1e-5);
      for (int row = 0; row < of.batch(); row++) {
        INDArray alignment = portable.alignment(row);
        if (alignment == null) {
          assertNull(fast.alignment(row));
        } else {
          assertNear(alignment, fast.alignment(row), 1e-5);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aRowAloneIsWhatItIsAmongOthers(Case of) {
    ActiveEncoderDecoder layer = layer(of, KernelChoice.CPU);
    INDArray mask = mask(of);
    INDArray input = random(TYPE, 1, of.batch(), INPUTS, of.time());
    INDArray among = output(layer, input, mask);
    for (int row = 0; row < of.batch(); row++) {
      INDArray ownMask = mask.get(NDArrayIndex.interval(row, row + 1), NDArrayIndex.all()).dup();
      INDArray alone = output(layer, rows(input, row), ownMask);
      assertNear(alone, rows(among, row), 1e-5);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSamePassGivesTheSameBits(Case of) {
    INDArray mask = mask(of);
    INDArray input = random(TYPE, 1, of.batch(), INPUTS, of.time());
    Result some = pass(layer(of, KernelChoice.CPU), input, mask);
    ActiveEncoderDecoder used = layer(of, KernelChoice.CPU);
    pass(used, random(TYPE, 7, of.batch(), INPUTS, of.time()), mask);
    Result again = pass(used, input, mask);
    assertEquals(some.output(), again.output());
    assertEquals(some.ofInput(), again.ofInput());
    assertEquals(some.gradients(), again.gradients());
  }
}
