package unroll.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import unroll.data.Channel;
import unroll.data.ContiguousStreams;
import unroll.data.DataShape;
import unroll.data.Frames;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.data.Symbols;
import unroll.data.Topology;

class EpochCensusTest {
  private static final DataShape TEXTS =
      new DataShape(Topology.MANY_TO_ONE, Channel.symbols(9), Channel.symbols(3));

  private static SequenceExample text(int length, int label) {
    return new SequenceExample(Symbols.of(new int[length]), Symbols.of(label));
  }

  private static EpochCensus ofTexts() {
    List<SequenceExample> texts = List.of(text(2, 0), text(5, 2), text(4, 2));
    return EpochCensus.of(ShuffledExamples.inOrder(texts, Topology.MANY_TO_ONE, 2), TEXTS);
  }

  @Test
  void stepsArePaddedToTheLongestRowOfTheirBatch() {
    EpochCensus census = ofTexts();
    assertEquals(new EpochCensus.Batch(2, 5, 7, 2, 0), census.batches().get(0));
    assertEquals(new EpochCensus.Batch(1, 4, 4, 1, 0), census.batches().get(1));
    assertEquals(3.0 / 14, census.paddedShare(), 1e-12);
    assertEquals(census.batches().get(0), census.largest());
  }

  @Test
  void lengthsAreSortedAndLabelsCounted() {
    EpochCensus census = ofTexts();
    assertArrayEquals(new int[] {2, 4, 5}, census.lengths());
    assertArrayEquals(new long[] {1, 0, 2}, census.labelCounts());
    assertEquals(11, census.steps());
    assertEquals(3, census.labels());
  }

  @Test
  void aYesIsCountedAfterTheNo() {
    DataShape shape = new DataShape(Topology.ONE_TO_ONE, Channel.numbers(1), new Channel.YesNo(1));
    List<SequenceExample> rows = List.of(row(1), row(0), row(1));
    EpochCensus census =
        EpochCensus.of(ShuffledExamples.inOrder(rows, Topology.ONE_TO_ONE, 3), shape);
    assertArrayEquals(new long[] {1, 2}, census.labelCounts());
    assertEquals(3, census.batches().get(0).frames());
  }

  private static SequenceExample row(float label) {
    return new SequenceExample(new Frames(new float[] {7}, 1), new Frames(new float[] {label}, 1));
  }

  @Test
  void rowsOfATextThatHaveEndedAreNoSequences() {
    Channel channel = Channel.symbols(2);
    EpochCensus census =
        EpochCensus.of(
            new ContiguousStreams(Symbols.of(0, 1, 0, 1, 0, 1), 2, 2),
            new DataShape(Topology.MANY_TO_MANY, channel, channel));
    assertEquals(5, census.labels());
    assertEquals(List.of(2, 1), census.batches().stream().map(EpochCensus.Batch::rows).toList());
  }
}
