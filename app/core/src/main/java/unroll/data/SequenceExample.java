package unroll.data;

/**
 * One example: what goes in and what should come out. Where each stands on the time axis is the
 * {@link Topology}'s business.
 */
public record SequenceExample(Sequence input, Sequence labels) {}
