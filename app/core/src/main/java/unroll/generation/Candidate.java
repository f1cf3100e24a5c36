package unroll.generation;

/**
 * A sequence that a search found.
 *
 * @param labels without the one that ends it
 * @param logProbability natural logarithm, that of the ending included
 * @param score what candidates are ranked by, the larger the better
 */
public record Candidate(int[] labels, double logProbability, double score) {}
