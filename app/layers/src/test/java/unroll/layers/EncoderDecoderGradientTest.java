package unroll.layers;

import static unroll.layers.TestNetworks.labels;
import static unroll.layers.TestNetworks.random;
import static unroll.layers.TestNetworks.stepOutput;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.TestNetworks.Unit;

/** Gradients through bridge, attention and input feeding against central differences. */
class EncoderDecoderGradientTest {
  private static final DataType TYPE = DataType.DOUBLE;
  private static final int INPUTS = 2;
  private static final int UNITS = 4;
  private static final int CLASSES = 3;

  /** s source, t target, . nothing: side by side, with gaps at the front, in the middle, behind. */
  private static final List<String> ROWS = List.of("sssttt..", "s.s.tt.t", "..sst...", "ssssstt.");

  static Stream<Arguments> networks() {
    List<Arguments> all = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      for (Attention attention : Attention.values()) {
        for (boolean feeds : new boolean[] {false, true}) {
          if (attention != Attention.NONE || !feeds) {
            all.add(Arguments.of(unit, attention, feeds));
          }
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void gradientsAreRight(Unit unit, Attention attention, boolean feeds) {
    MultiLayerNetwork network =
        network(new Shape(unit, attention, feeds, 1, 1, attention != Attention.DOT, false));
    GradientCheck check = new GradientCheck(network, batch(3));
    if (unit == Unit.GRU && attention == Attention.ADDITIVE && !feeds) {
      check.assertEveryParameter();
    } else {
      check.assertDirections(5);
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void gradientsOfStacksWithDropoutAreRight(Unit unit, Attention attention, boolean feeds) {
    boolean bothWays = attention != Attention.DOT;
    for (int[] depth : new int[][] {{2, 2}, {1, 2}, {3, 1}}) {
      MultiLayerNetwork network =
          network(new Shape(unit, attention, feeds, depth[0], depth[1], bothWays, true));
      new GradientCheck(network, batch(4)).assertDirections(3);
    }
  }

  @Test
  void rowsWithoutASourceOrATargetHaveGradientsToo() {
    MultiLayerNetwork network =
        network(new Shape(Unit.GRU, Attention.GENERAL, false, 1, 1, true, false));
    DataSet batch = batch(5, List.of("..ttt", "sss..", "sst.."));
    new GradientCheck(network, batch).assertEveryParameter();
  }

  private record Shape(
      Unit unit,
      Attention attention,
      boolean feeds,
      int encoderLayers,
      int decoderLayers,
      boolean bothWays,
      boolean dropout) {}

  private static MultiLayerNetwork network(Shape shape) {
    List<RecurrentCell> encoder = new ArrayList<>();
    int width = INPUTS;
    for (int i = 0; i < shape.encoderLayers(); i++) {
      RecurrentCell.Builder<?> builder = shape.unit().builder(width, shape.bothWays() ? 3 : UNITS);
      if (shape.bothWays()) {
        builder.bidirectional(Merge.CONCATENATE);
      }
      encoder.add(built(builder, shape));
      width = shape.bothWays() ? 6 : UNITS;
    }
    List<RecurrentCell> decoder = new ArrayList<>();
    width = shape.feeds() ? INPUTS + UNITS : INPUTS;
    for (int i = 0; i < shape.decoderLayers(); i++) {
      decoder.add(built(shape.unit().builder(width, UNITS), shape));
      width = UNITS;
    }
    return TestNetworks.network(
        TYPE,
        shape.unit().builder(INPUTS, INPUTS).build(),
        new EncoderDecoder.Builder()
            .nIn(INPUTS)
            .nOut(UNITS)
            .encoder(encoder)
            .decoder(decoder)
            .attention(shape.attention())
            .inputFeeding(shape.feeds())
            .build(),
        stepOutput(UNITS, CLASSES));
  }

  private static RecurrentCell built(RecurrentCell.Builder<?> builder, Shape shape) {
    if (shape.dropout()) {
      builder.dropOut(new FixedDropout());
    }
    return (RecurrentCell) builder.build();
  }

  private static DataSet batch(long seed) {
    return batch(seed, ROWS);
  }

  private static DataSet batch(long seed, List<String> rows) {
    int batch = rows.size();
    int time = rows.get(0).length();
    INDArray mask = Nd4j.zeros(TYPE, batch, time);
    INDArray labeled = Nd4j.zeros(TYPE, batch, time);
    for (int row = 0; row < batch; row++) {
      for (int step = 0; step < time; step++) {
        char kind = rows.get(row).charAt(step);
        mask.putScalar(row, step, kind == 's' ? 1 : kind == 't' ? 2 : 0);
        labeled.putScalar(row, step, kind == 't' ? 1 : 0);
      }
    }
    return new DataSet(
        random(TYPE, seed, batch, INPUTS, time),
        labels(TYPE, seed, batch, CLASSES, time),
        mask,
        labeled);
  }
}
