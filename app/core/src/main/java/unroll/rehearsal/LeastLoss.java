package unroll.rehearsal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Frames;
import unroll.data.Layout;
import unroll.data.Sequence;
import unroll.data.SequenceExample;
import unroll.data.Symbols;

/**
 * The loss that no network can get below on some sequences learned by heart: where equal beginnings
 * go on differently, the entropy of how they go on.
 */
final class LeastLoss {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
  private static final long NO_INPUT = -7;

  private final DataShape shape;
  private final boolean isBidirectional;
  private final Map<Long, Map<Integer, Integer>> labels = new HashMap<>();
  private long count;

  private LeastLoss(DataShape shape, boolean isBidirectional) {
    this.shape = shape;
    this.isBidirectional = isBidirectional;
  }

  /**
   * Mean over the labeled steps, in nats; 0 for labels that are numbers.
   *
   * @param isBidirectional whether a network reads a sequence to its end before it answers
   */
  static double of(List<SequenceExample> examples, DataShape shape, boolean isBidirectional) {
    if (shape.labels() instanceof Channel.Numeric) {
      return 0;
    }
    LeastLoss loss = new LeastLoss(shape, isBidirectional);
    examples.forEach(loss::add);
    return loss.mean();
  }

  private void add(SequenceExample example) {
    Layout layout = shape.layout(example);
    long whole = isBidirectional ? read(example, layout.steps(), layout) : 0;
    long seen = GOLDEN_RATIO;
    for (int step = 0; step < layout.steps(); step++) {
      seen = mixed(seen, stepHash(example, step, layout));
      int label = step - layout.firstLabel();
      if (label >= 0 && label < example.labels().length()) {
        labels
            .computeIfAbsent(mixed(seen, whole), unseen -> new HashMap<>())
            .merge(EpochCensus.labelAt(example.labels(), label), 1, Integer::sum);
        count++;
      }
    }
  }

  private long read(SequenceExample example, int steps, Layout layout) {
    long seen = GOLDEN_RATIO;
    for (int step = 0; step < steps; step++) {
      seen = mixed(seen, stepHash(example, step, layout));
    }
    return seen;
  }

  /** What stands at a step: an input, or the label before where it is fed back, or nothing. */
  private long stepHash(SequenceExample example, int step, Layout layout) {
    int input = step - layout.firstInput();
    if (input >= 0 && input < example.input().length()) {
      return hash(example.input(), input);
    }
    int before = step - 1 - layout.firstLabel();
    return shape.feedback().isPresent() && before >= 0
        ? EpochCensus.labelAt(example.labels(), before)
        : NO_INPUT;
  }

  private static long hash(Sequence sequence, int step) {
    if (sequence instanceof Symbols symbols) {
      return symbols.at(step);
    }
    Frames frames = (Frames) sequence;
    long hash = GOLDEN_RATIO;
    for (int feature = 0; feature < frames.width(); feature++) {
      hash = mixed(hash, Float.floatToIntBits(frames.at(step, feature)));
    }
    return hash;
  }

  /** The finalizer of MurmurHash3 over both. */
  private static long mixed(long hash, long value) {
    long mixed = hash * 31 + value;
    mixed = (mixed ^ mixed >>> 33) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ mixed >>> 33;
  }

  private double mean() {
    double sum = 0;
    for (Map<Integer, Integer> next : labels.values()) {
      double all = next.values().stream().mapToInt(Integer::intValue).sum();
      for (int times : next.values()) {
        sum -= times * Math.log(times / all);
      }
    }
    return count == 0 ? 0 : sum / count;
  }
}
