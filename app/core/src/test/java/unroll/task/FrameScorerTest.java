package unroll.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import unroll.data.Frames;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.metrics.SegmentScores;
import unroll.training.Answers;

class FrameScorerTest {
  private static final List<String> CLASSES = List.of("rest", "walk");
  private static final Symbols EXPECTED = Symbols.of(0, 0, 1, 1, 1, 1);
  private static final int[] FOUND = {0, 0, 0, 1, 1, 1};

  @Test
  void scoresFramesAsSharesAndSegmentsInPercent() {
    FrameScorer scorer = new FrameScorer(CLASSES, SegmentScores.NO_BACKGROUND, true);
    scorer.add(EXPECTED, FOUND);
    scorer.add(EXPECTED, new int[] {1, 0, 1, 0, 1, 1});
    Map<String, Double> metrics = scorer.metrics(0.25);
    assertEquals(
        List.of(
            "accuracy",
            "macro-f1",
            "segmental-f1-10",
            "segmental-f1-25",
            "segmental-f1-50",
            "edit",
            "loss"),
        List.copyOf(metrics.keySet()));
    assertEquals(9 / 12.0, metrics.get("accuracy"), 1e-12);
    // Of 2 + 2 and 2 + 5 segments 2 and 2 fit well enough.
    assertEquals(100 * 8 / 11.0, metrics.get("segmental-f1-50"), 1e-9);
    assertEquals((100 + 40) / 2.0, metrics.get("edit"), 1e-9);
    assertEquals(0.25, metrics.get("loss"));
  }

  @Test
  void theBackgroundIsNoSegment() {
    FrameScorer scorer = new FrameScorer(CLASSES, 0, true);
    scorer.add(EXPECTED, new int[] {0, 0, 0, 0, 0, 0});
    assertEquals(0, scorer.metrics().get("edit"));
    assertEquals(0, scorer.metrics().get("segmental-f1-10"));
    assertEquals(2 / 6.0, scorer.metrics().get("accuracy"), 1e-12);
  }

  @Test
  void hasTheSameNamesBeforeTheFirstSequence() {
    FrameScorer scorer = new FrameScorer(CLASSES, SegmentScores.NO_BACKGROUND, true);
    List<String> names = List.copyOf(scorer.metrics(Double.NaN).keySet());
    assertTrue(scorer.metrics(Double.NaN).values().stream().allMatch(value -> value.isNaN()));
    scorer.add(EXPECTED, FOUND);
    assertEquals(names, List.copyOf(scorer.metrics(1).keySet()));
    assertEquals(names.subList(0, names.size() - 1), scorer.rankings());
    FrameScorer ofTokens = new FrameScorer(CLASSES, SegmentScores.NO_BACKGROUND, false);
    assertEquals(List.of("accuracy", "macro-f1"), ofTokens.rankings());
  }

  @Test
  void listsWhatWasPredictedOfEveryStep() {
    SequenceExample example = new SequenceExample(new Frames(new float[2], 1), Symbols.of(0, 1));
    LabeledSequence sequence = new LabeledSequence("a\tb.mp4", example, List.of("0.000", "0.083"));
    FramePredictionTable table =
        new FramePredictionTable(
            new FrameScorer(CLASSES, SegmentScores.NO_BACKGROUND, true),
            CLASSES,
            List.of(sequence),
            "seconds");
    table.add(example, new Answers(new double[][] {{0.75, 0.25}, {0.625, 0.375}}));
    assertEquals(
        """
        sequence	step	seconds	expected	predicted	probability
        a\\tb.mp4	0	0.000	rest	rest	0.7500
        a\\tb.mp4	1	0.083	walk	rest	0.6250
        """,
        table.tables().get("predictions"));
    assertTrue(table.tables().containsKey("confusion"));
  }
}
