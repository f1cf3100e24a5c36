package unroll.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How well a labeling of steps finds the segments, the runs of equal labels (Lea et al., Temporal
 * Convolutional Networks for Action Segmentation and Detection, 2017). Both scores punish segments
 * cut into pieces, and neither a border that is a few steps off. In percent, 100 is perfect.
 */
public final class SegmentScores {
  /** For labels none of which is the background. */
  public static final int NO_BACKGROUND = -1;

  private final int background;
  private final List<Sequence> sequences = new ArrayList<>();

  /**
   * @param background the label whose segments do not count, or {@link #NO_BACKGROUND}
   */
  public SegmentScores(int background) {
    this.background = background;
  }

  /**
   * Takes a sequence.
   *
   * @param expected label of every step, from 0
   * @param predicted as many
   * @throws IllegalArgumentException if the lengths differ or a label is negative
   */
  public void add(int[] expected, int[] predicted) {
    if (expected.length != predicted.length) {
      throw new IllegalArgumentException(
          "a label for each of %d steps expected, found %d"
              .formatted(expected.length, predicted.length));
    }
    sequences.add(new Sequence(segments(expected), segments(predicted)));
  }

  /**
   * Segmental F1@k, k = 100 overlap: a predicted segment is a true positive if the expected segment
   * of its label that it fits best, by intersection over union, reaches the overlap and no earlier
   * one has taken it, else a false positive; expected segments left over are false negatives.
   * Counted over all sequences, as by Farha and Gall (MS-TCN, 2019).
   *
   * @param overlap above 0, up to 1
   * @return percent; NaN if there is no segment at all
   * @throws IllegalArgumentException if the overlap is out of range
   */
  public double f1(double overlap) {
    if (!(overlap > 0 && overlap <= 1)) {
      throw new IllegalArgumentException("an overlap above 0, up to 1 expected, found " + overlap);
    }
    long matches = 0;
    long segments = 0;
    for (Sequence sequence : sequences) {
      matches += sequence.matches(overlap);
      segments += sequence.expected.count() + sequence.predicted.count();
    }
    return 100.0 * 2 * matches / segments;
  }

  /**
   * Segmental edit score: 100 (1 - d / n), d the edit distance between the labels of the expected
   * and of the predicted segments and n how many the longer list has (Lea et al., 2016); 100 where
   * both are empty. Averaged over sequences.
   *
   * @return percent; NaN without a sequence
   */
  public double edit() {
    return sequences.stream().mapToDouble(Sequence::edit).average().orElse(Double.NaN);
  }

  private Segments segments(int[] labels) {
    Segments segments = new Segments();
    for (int from = 0, to; from < labels.length; from = to) {
      if (labels[from] < 0) {
        throw new IllegalArgumentException("a label from 0 expected, found " + labels[from]);
      }
      to = from + 1;
      while (to < labels.length && labels[to] == labels[from]) {
        to++;
      }
      if (labels[from] != background) {
        segments.add(labels[from], from, to);
      }
    }
    return segments;
  }

  private record Sequence(Segments expected, Segments predicted) {
    int matches(double overlap) {
      boolean[] matched = new boolean[expected.count()];
      int matches = 0;
      int first = 0;
      for (int guess = 0; guess < predicted.count(); guess++) {
        while (first < expected.count() && expected.to(first) <= predicted.from(guess)) {
          first++;
        }
        int best = best(guess, first, overlap);
        if (best >= 0 && !matched[best]) {
          matched[best] = true;
          matches++;
        }
      }
      return matches;
    }

    /** The expected segment that fits a predicted one best, -1 if none does well enough. */
    private int best(int guess, int first, double overlap) {
      int best = -1;
      double bestOverlap = 0;
      for (int truth = first;
          truth < expected.count() && expected.from(truth) < predicted.to(guess);
          truth++) {
        double found = overlap(truth, guess);
        if (found >= overlap && found > bestOverlap) {
          best = truth;
          bestOverlap = found;
        }
      }
      return best;
    }

    private double overlap(int truth, int guess) {
      if (expected.label(truth) != predicted.label(guess)) {
        return 0;
      }
      int outerFrom = Math.min(expected.from(truth), predicted.from(guess));
      int innerFrom = Math.max(expected.from(truth), predicted.from(guess));
      int innerTo = Math.min(expected.to(truth), predicted.to(guess));
      int outerTo = Math.max(expected.to(truth), predicted.to(guess));
      return (double) (innerTo - innerFrom) / (outerTo - outerFrom);
    }

    double edit() {
      int longer = Math.max(expected.count(), predicted.count());
      int distance = EditDistance.between(expected.labels(), predicted.labels());
      return longer == 0 ? 100 : 100 * (1 - (double) distance / longer);
    }
  }

  /** Label, first step and step after the last of every segment, one after the other. */
  private static final class Segments {
    private int[] numbers = new int[12];
    private int length;

    void add(int label, int from, int to) {
      if (length == numbers.length) {
        numbers = Arrays.copyOf(numbers, Math.multiplyExact(length, 2));
      }
      numbers[length++] = label;
      numbers[length++] = from;
      numbers[length++] = to;
    }

    int count() {
      return length / 3;
    }

    int label(int segment) {
      return numbers[3 * segment];
    }

    int from(int segment) {
      return numbers[3 * segment + 1];
    }

    int to(int segment) {
      return numbers[3 * segment + 2];
    }

    int[] labels() {
      int[] labels = new int[count()];
      Arrays.setAll(labels, this::label);
      return labels;
    }
  }
}
