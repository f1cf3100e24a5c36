package unroll.data;

/** What a network for some data reads and what it is asked for. */
public record DataShape(Channel input, Channel labels) {}
