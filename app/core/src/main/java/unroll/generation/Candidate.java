package unroll.generation;

import java.util.List;

/**
 * A sequence that a search found.
 *
 * @param labels without the one that ends it
 * @param logProbability natural logarithm, that of the ending included
 * @param score what candidates are ranked by, the larger the better
 * @param alignment how much each label, and last the ending if there is one, looked at the steps of
 *     the input; empty without an attention
 */
public record Candidate(
    int[] labels, double logProbability, double score, List<float[]> alignment) {}
