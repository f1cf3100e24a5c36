package unroll.experiment;

import java.util.Map;
import unroll.training.Score;

/**
 * What a run reached, as in result.json.
 *
 * @param ending why the training ended
 * @param steps optimizer steps
 * @param splits the best model's scores by split: validation and test, or training where there is
 *     neither
 * @param baselines method, then split, then metric
 */
public record Result(
    String ending,
    int steps,
    Map<String, Score> splits,
    Map<String, Map<String, Map<String, Double>>> baselines) {}
