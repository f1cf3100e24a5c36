package unroll.experiment;

import java.util.List;
import java.util.Map;

/**
 * What became of the average of a run's newest models.
 *
 * @param steps optimizer steps of the models that were averaged
 * @param best whether it is better than the best of an evaluation, whose place it has then
 * @param validation its metrics
 */
public record AverageResult(List<Integer> steps, boolean best, Map<String, Double> validation) {}
