package unroll.experiment;

import java.util.Map;
import java.util.Optional;
import unroll.training.Score;

/**
 * What a run reached, as in result.json.
 *
 * @param ending why the training ended
 * @param steps optimizer steps
 * @param parameters of the network
 * @param splits the best model's scores by split: validation and test, or training where there is
 *     neither
 * @param baselines method, then split, then metric
 * @param average what the newest models reach in the mean of their parameters; empty where it was
 *     not asked
 */
public record Result(
    String ending,
    int steps,
    long parameters,
    Map<String, Score> splits,
    Map<String, Map<String, Map<String, Double>>> baselines,
    Optional<AverageResult> average) {}
