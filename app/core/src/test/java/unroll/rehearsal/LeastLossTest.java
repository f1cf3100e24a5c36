package unroll.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Frames;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.data.Topology;

class LeastLossTest {
  private static final Channel THREE = Channel.symbols(3);

  private static SequenceExample example(Symbols input, int... labels) {
    return new SequenceExample(input, Symbols.of(labels));
  }

  @Test
  void equalBeginningsThatGoOnDifferentlyCostTheirEntropy() {
    DataShape text = new DataShape(Topology.MANY_TO_MANY, THREE, THREE);
    List<SequenceExample> rows =
        List.of(example(Symbols.of(0, 1), 1, 2), example(Symbols.of(0, 2), 2, 0));
    // The first of two steps is a toss-up, the second follows from what was read.
    assertEquals(Math.log(2) / 2, LeastLoss.of(rows, text, false), 1e-12);
  }

  @Test
  void whoReadsToTheEndFirstKnowsWhichBeginningItIs() {
    DataShape text = new DataShape(Topology.MANY_TO_MANY, THREE, THREE);
    List<SequenceExample> rows =
        List.of(example(Symbols.of(0, 1), 1, 2), example(Symbols.of(0, 2), 2, 0));
    assertEquals(0, LeastLoss.of(rows, text, true), 1e-12);
  }

  @Test
  void aLabelThatIsFedBackTellsWhatFollows() {
    List<SequenceExample> rows =
        List.of(example(Symbols.of(0), 1, 2), example(Symbols.of(0), 2, 0));
    DataShape zeros = new DataShape(Topology.ONE_TO_MANY, THREE, THREE);
    DataShape fedBack = new DataShape(Topology.ONE_TO_MANY, THREE, THREE, OptionalInt.of(0));
    assertEquals(Math.log(2), LeastLoss.of(rows, zeros, false), 1e-12);
    assertEquals(Math.log(2) / 2, LeastLoss.of(rows, fedBack, false), 1e-12);
  }

  @Test
  void framesAreToldApartByTheirNumbers() {
    DataShape rows = new DataShape(Topology.ONE_TO_ONE, Channel.numbers(2), new Channel.YesNo(1));
    assertEquals(0, LeastLoss.of(List.of(row(1, 2, 0), row(2, 1, 1)), rows, false), 1e-12);
    assertEquals(
        Math.log(2), LeastLoss.of(List.of(row(1, 2, 0), row(1, 2, 1)), rows, false), 1e-12);
  }

  private static SequenceExample row(float first, float second, float label) {
    return new SequenceExample(
        new Frames(new float[] {first, second}, 2), new Frames(new float[] {label}, 1));
  }
}
