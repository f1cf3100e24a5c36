package unroll.insight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import unroll.network.RecurrentNetwork;

/**
 * A training as it is shown: the loss at its steps, and the network at a score of moments, close to
 * each other in the beginning, where most happens. The training is the same with it and without.
 */
public final class TraceRecording {
  private static final int MOMENTS = 20;
  private static final int MOST_LOSSES = 2000;

  private final TracedSequence sequence;
  private final SequenceTracer tracer;
  private final int lossEvery;
  private final TreeSet<Integer> wanted;
  private final List<TraceMoment> moments = new ArrayList<>();
  private final List<Loss> losses = new ArrayList<>();

  /**
   * @param step optimizer steps before it
   * @param value mean of the batch, in nats or squares
   */
  record Loss(int step, double value) {}

  /**
   * @param steps optimizer steps that the training takes at most
   */
  public TraceRecording(TracedSequence sequence, long steps) {
    this.sequence = sequence;
    this.tracer = new SequenceTracer(sequence.shape(), sequence.example());
    this.lossEvery = Math.toIntExact((steps - 1) / MOST_LOSSES + 1);
    this.wanted = moments(steps);
  }

  /** Steps in a geometric row from 1 to the last. */
  static TreeSet<Integer> moments(long steps) {
    TreeSet<Integer> moments = new TreeSet<>();
    for (int i = 0; i < MOMENTS; i++) {
      moments.add(
          (int) Math.round(Math.pow(Math.min(steps, Integer.MAX_VALUE), i / (MOMENTS - 1.0))));
    }
    return moments;
  }

  /** The network before its training. */
  public void begin(RecurrentNetwork network) {
    moments.add(TraceMoment.of(network, tracer, false));
  }

  /**
   * After an optimizer step.
   *
   * @param step counted from 1
   * @param loss of the batch, before it changed the network
   */
  public void stepped(int step, double loss, RecurrentNetwork network) {
    if ((step - 1) % lossEvery == 0) {
      losses.add(new Loss(step - 1, loss));
    }
    if (wanted.contains(step)) {
      moments.add(TraceMoment.of(network, tracer, false));
    }
  }

  /**
   * When the training has ended.
   *
   * @param last the network after the last step
   * @param kept the best model, which may be from a step before
   */
  public void finish(RecurrentNetwork last, RecurrentNetwork kept) {
    add(TraceMoment.of(last, tracer, false));
    add(TraceMoment.of(kept, tracer, true));
    moments.sort(Comparator.comparing(TraceMoment::step));
  }

  private void add(TraceMoment moment) {
    moments.removeIf(other -> other.step() == moment.step());
    moments.add(moment);
  }

  TracedSequence sequence() {
    return sequence;
  }

  /** By step. */
  public List<TraceMoment> moments() {
    return List.copyOf(moments);
  }

  /** Optimizer steps of the newest moment. */
  public int lastStep() {
    return moments.get(moments.size() - 1).step();
  }

  List<Loss> losses() {
    return List.copyOf(losses);
  }
}
