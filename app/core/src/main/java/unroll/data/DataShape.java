package unroll.data;

import java.util.OptionalInt;

/**
 * What a network for some data reads, what it is asked for, and at which steps.
 *
 * @param feedback the symbol by which the input says that label 0 was the label of the step before,
 *     the other labels following it; empty where labels are not fed back
 */
public record DataShape(Topology topology, Channel input, Channel labels, OptionalInt feedback) {
  /** Labels are not fed back. */
  public DataShape(Topology topology, Channel input, Channel labels) {
    this(topology, input, labels, OptionalInt.empty());
  }

  /** Where an example stands on the time axis. */
  public Layout layout(SequenceExample example) {
    return topology.layout(example.input().length(), example.labels().length());
  }
}
