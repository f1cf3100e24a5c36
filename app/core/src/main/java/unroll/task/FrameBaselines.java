package unroll.task;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import unroll.baseline.MajorityClass;
import unroll.baseline.MostFrequentLabel;
import unroll.baseline.NearestCentroid;
import unroll.data.Channel;
import unroll.data.Frames;
import unroll.data.Symbols;

/** Scores of methods that know no step but the one to label. */
final class FrameBaselines {
  private final Map<String, List<LabeledSequence>> sequences;
  private final Set<String> scored;
  private final int classes;
  private final Supplier<FrameScorer> scorers;

  /**
   * @param sequences by the names of their splits
   * @param scored names of those to score
   */
  FrameBaselines(
      Map<String, List<LabeledSequence>> sequences,
      Set<String> scored,
      int classes,
      Supplier<FrameScorer> scorers) {
    this.sequences = sequences;
    this.scored = scored;
    this.classes = classes;
    this.scorers = scorers;
  }

  /**
   * @return method, then split, then metric
   */
  Map<String, Map<String, Map<String, Double>>> scores(Channel input) {
    Map<String, Map<String, Map<String, Double>>> scores = new LinkedHashMap<>();
    scores.put("majority", score(majority()));
    if (input.isSymbols()) {
      scores.put("most frequent label of the token", score(mostFrequent()));
    } else {
      scores.put("nearest centroid", score(nearestCentroid(input.size())));
    }
    return scores;
  }

  private Function<LabeledSequence, int[]> majority() {
    MajorityClass majority = new MajorityClass(classes);
    for (LabeledSequence sequence : sequences.get("training")) {
      IntStream.range(0, sequence.length())
          .forEach(step -> majority.add(sequence.labels().at(step)));
    }
    return sequence -> {
      int[] labels = new int[sequence.length()];
      Arrays.fill(labels, majority.predict());
      return labels;
    };
  }

  private Function<LabeledSequence, int[]> mostFrequent() {
    MostFrequentLabel mostFrequent = new MostFrequentLabel(classes);
    for (LabeledSequence sequence : sequences.get("training")) {
      mostFrequent.add((Symbols) sequence.example().input(), sequence.labels());
    }
    return sequence -> mostFrequent.predict((Symbols) sequence.example().input());
  }

  private Function<LabeledSequence, int[]> nearestCentroid(int width) {
    NearestCentroid nearest = new NearestCentroid(classes, width);
    for (LabeledSequence sequence : sequences.get("training")) {
      IntStream.range(0, sequence.length())
          .forEach(step -> nearest.add(frame(sequence, step), sequence.labels().at(step)));
    }
    return sequence ->
        IntStream.range(0, sequence.length())
            .map(step -> nearest.predict(frame(sequence, step)))
            .toArray();
  }

  private static float[] frame(LabeledSequence sequence, int step) {
    Frames frames = (Frames) sequence.example().input();
    float[] frame = new float[frames.width()];
    for (int feature = 0; feature < frame.length; feature++) {
      frame[feature] = frames.at(step, feature);
    }
    return frame;
  }

  private Map<String, Map<String, Double>> score(Function<LabeledSequence, int[]> method) {
    Map<String, Map<String, Double>> bySplit = new LinkedHashMap<>();
    for (String split : scored) {
      FrameScorer scorer = scorers.get();
      for (LabeledSequence sequence : sequences.get(split)) {
        scorer.add(sequence.labels(), method.apply(sequence));
      }
      bySplit.put(split, scorer.metrics());
    }
    return bySplit;
  }
}
