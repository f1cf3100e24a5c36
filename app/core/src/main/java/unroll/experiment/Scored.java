package unroll.experiment;

import java.util.Map;

/**
 * A model's metrics on one split.
 *
 * @param metrics by their kebab-case names, the most important first
 */
public record Scored(String split, Map<String, Double> metrics) {}
