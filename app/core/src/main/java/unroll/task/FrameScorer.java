package unroll.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.metrics.ConfusionMatrix;
import unroll.metrics.SegmentScores;
import unroll.training.Answers;
import unroll.training.Scorer;

/** How well steps are labeled: step by step, and segment by segment where there are such. */
final class FrameScorer implements Scorer {
  private static final int[] OVERLAPS = {10, 25, 50};

  private final ConfusionMatrix confusion;
  private final SegmentScores segments;
  private final boolean hasSegments;

  /**
   * @param background id of the label whose segments do not count, or {@link
   *     SegmentScores#NO_BACKGROUND}
   */
  FrameScorer(List<String> classes, int background, boolean hasSegments) {
    this.confusion = new ConfusionMatrix(classes);
    this.segments = new SegmentScores(background);
    this.hasSegments = hasSegments;
  }

  @Override
  public void add(SequenceExample example, Answers answers) {
    add((Symbols) example.labels(), answers.best());
  }

  /** Takes in a sequence, which may come from a method without a network. */
  void add(Symbols expected, int[] predicted) {
    int[] labels = IntStream.range(0, expected.length()).map(expected::at).toArray();
    for (int step = 0; step < labels.length; step++) {
      confusion.add(labels[step], predicted[step]);
    }
    if (hasSegments) {
      segments.add(labels, predicted);
    }
  }

  @Override
  public Map<String, Double> metrics(double loss) {
    Map<String, Double> metrics = metrics();
    metrics.put("loss", loss);
    return metrics;
  }

  /** The metrics of methods that have no loss too. */
  Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", confusion.accuracy());
    metrics.put("macro-f1", confusion.macroF1());
    if (hasSegments) {
      for (int overlap : OVERLAPS) {
        metrics.put("segmental-f1-" + overlap, segments.f1(overlap / 100.0));
      }
      metrics.put("edit", segments.edit());
    }
    return metrics;
  }

  @Override
  public List<String> rankings() {
    return List.copyOf(metrics().keySet());
  }

  @Override
  public Map<String, String> tables() {
    return Map.of("confusion", confusion.toTsv());
  }
}
