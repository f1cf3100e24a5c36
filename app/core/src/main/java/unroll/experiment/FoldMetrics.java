package unroll.experiment;

import java.util.Map;

/**
 * What a cross-validation reached.
 *
 * @param test mean over the labels of all test parts, which for an accuracy is that of all parts
 *     together
 * @param folds metrics on the test part of every fold
 * @param baselines means as {@code test}, by method
 */
public record FoldMetrics(
    Map<String, Double> test,
    Map<String, Map<String, Double>> folds,
    Map<String, Map<String, Double>> baselines) {}
