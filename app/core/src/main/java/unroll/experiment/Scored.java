package unroll.experiment;

import unroll.training.Score;

/**
 * How a model, or several together, did on one split.
 *
 * @param score with its metrics by their kebab-case names, the most important first
 */
public record Scored(String split, Score score) {}
