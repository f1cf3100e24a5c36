package unroll.insight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import unroll.config.UserException;
import unroll.data.Channel;
import unroll.data.ContiguousStreams;
import unroll.data.DataShape;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.data.Symbols;
import unroll.data.Topology;

class TraceRecordingTest {
  private static final DataShape TEXT =
      new DataShape(
          Topology.MANY_TO_MANY, Channel.symbols(2), Channel.symbols(2), OptionalInt.of(0));
  private static final DataShape ONE_LABEL =
      new DataShape(Topology.MANY_TO_ONE, Channel.symbols(2), Channel.symbols(2));

  private static SequenceExample ofSteps(int steps) {
    return new SequenceExample(Symbols.of(new int[steps]), Symbols.of(1));
  }

  private static TracedSequence first(SequenceExample... examples) {
    ShuffledExamples plan =
        ShuffledExamples.inOrder(List.of(examples), Topology.MANY_TO_ONE, examples.length);
    return TracedSequence.of(plan, ONE_LABEL, List.of("a", "b"), List.of("no", "yes"), 100);
  }

  @Test
  void momentsLieCloseInTheBeginningAndReachTheEnd() {
    SortedSet<Integer> moments = TraceRecording.moments(200);
    assertEquals(List.of(1, 2, 3, 4, 5), moments.stream().limit(5).toList());
    assertEquals(200, moments.last());
    assertTrue(moments.size() > 12 && moments.size() <= 20, moments.toString());
    assertEquals(1, TraceRecording.moments(1).size());
    assertEquals(Integer.MAX_VALUE, TraceRecording.moments(1L << 40).last());
  }

  @Test
  void ofATextTheBeginningIsShown() {
    ContiguousStreams text = new ContiguousStreams(Symbols.of(new int[101]), 4, 10);
    TracedSequence sequence = TracedSequence.of(text, TEXT, List.of("a", "b"), List.of(), 100);
    assertEquals(32, sequence.example().input().length());
    assertEquals("the first 32 steps of the training text", sequence.note());
  }

  @Test
  void ofOtherSequencesTheFirstThatIsShortEnough() {
    TracedSequence sequence = first(ofSteps(33), ofSteps(32), ofSteps(3));
    assertEquals(32, sequence.example().input().length());
    assertEquals("sequence 2 of the first training batch", sequence.note());
  }

  @Test
  void whatIsTooLargeIsRefusedWithTheLimit() {
    UserException steps = assertThrows(UserException.class, () -> first(ofSteps(40), ofSteps(50)));
    assertEquals(
        "the shortest sequence of the first batch has 40 steps, too many to be drawn; expected at"
            + " most 32",
        steps.getMessage());
    ContiguousStreams text = new ContiguousStreams(Symbols.of(0, 1, 0), 1, 2);
    UserException parameters =
        assertThrows(
            UserException.class,
            () -> TracedSequence.of(text, TEXT, List.of("a", "b"), List.of("a", "b"), 5001));
    assertEquals(
        "a network of 5,001 parameters is too large to be drawn number by number; expected at most"
            + " 5,000",
        parameters.getMessage());
  }
}
