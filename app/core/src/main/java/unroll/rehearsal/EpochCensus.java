package unroll.rehearsal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import unroll.data.BatchPlan;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Frames;
import unroll.data.Layout;
import unroll.data.Sequence;
import unroll.data.SequenceExample;
import unroll.data.Symbols;

/**
 * What the batches of a plan's first epoch hold.
 *
 * @param batches in their order
 * @param lengths steps of every sequence, sorted
 * @param labelCounts labeled steps by the label's id, no and yes of a yes-no answer; empty for
 *     numbers
 */
record EpochCensus(List<Batch> batches, int[] lengths, long[] labelCounts) {

  /**
   * One batch.
   *
   * @param rows sequences side by side, those without a step left out
   * @param time steps of the longest, which the others are padded to
   * @param steps without the padding
   * @param labels labeled steps
   * @param frames steps that read a frame of numbers
   */
  record Batch(int rows, int time, long steps, long labels, long frames) {
    /** Steps with the padding. */
    long cells() {
      return (long) rows * time;
    }

    /** What the encoder of an encoder and decoder reads. */
    Batch source() {
      return new Batch(rows, time, steps - labels, 0, frames);
    }

    /** What its decoder reads. */
    Batch target() {
      return new Batch(rows, time, labels, labels, 0);
    }
  }

  static EpochCensus of(BatchPlan plan, DataShape shape) {
    Lengths lengths = new Lengths();
    long[] labelCounts = new long[labelCount(shape.labels())];
    List<Batch> batches = new ArrayList<>(plan.batches());
    for (int number = 0; number < plan.batches(); number++) {
      int rows = 0;
      int time = 0;
      long steps = 0;
      long labels = 0;
      long frames = 0;
      for (SequenceExample example : plan.rows(0, number)) {
        Layout layout = shape.layout(example);
        if (layout.steps() > 0) {
          rows++;
          lengths.add(layout.steps());
        }
        time = Math.max(time, layout.steps());
        steps += layout.steps();
        labels += example.labels().length();
        frames += example.input() instanceof Frames ? example.input().length() : 0;
        count(example.labels(), labelCounts);
      }
      batches.add(new Batch(rows, time, steps, labels, frames));
    }
    return new EpochCensus(batches, lengths.sorted(), labelCounts);
  }

  private static int labelCount(Channel labels) {
    if (labels instanceof Channel.YesNo yesNo) {
      return yesNo.size() == 1 ? 2 : 0;
    }
    return labels.isSymbols() ? labels.size() : 0;
  }

  private static void count(Sequence labels, long[] counts) {
    for (int step = 0; counts.length > 0 && step < labels.length(); step++) {
      counts[labelAt(labels, step)]++;
    }
  }

  /** The id of a label, 1 for yes. */
  static int labelAt(Sequence labels, int step) {
    return labels instanceof Symbols symbols
        ? symbols.at(step)
        : Math.round(((Frames) labels).at(step, 0));
  }

  /** The batch with the most steps, padding included; the first of equals. */
  Batch largest() {
    Batch largest = batches.get(0);
    for (Batch batch : batches) {
      largest = batch.cells() > largest.cells() ? batch : largest;
    }
    return largest;
  }

  /** Steps without the padding. */
  long steps() {
    return batches.stream().mapToLong(Batch::steps).sum();
  }

  long labels() {
    return batches.stream().mapToLong(Batch::labels).sum();
  }

  /** Share of padding among the steps of the batches. */
  double paddedShare() {
    return 1 - (double) steps() / batches.stream().mapToLong(Batch::cells).sum();
  }

  /** Lengths on their way. */
  private static final class Lengths {
    private int[] values = new int[64];
    private int count;

    void add(int length) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = length;
    }

    int[] sorted() {
      int[] sorted = Arrays.copyOf(values, count);
      Arrays.sort(sorted);
      return sorted;
    }
  }
}
