package unroll.sweep;

import java.util.Map;
import unroll.experiment.ExperimentConfig;

/**
 * One run of a sweep.
 *
 * @param name safe as the name of a folder, and like no other of the sweep
 * @param combination which combination of values it repeats, counted from 0
 * @param values that it differs by from other combinations: YAML by dotted key
 * @param config the whole of its configuration, whose files do not depend on a folder
 */
public record SweepMember(
    String name, int combination, Map<String, String> values, ExperimentConfig config) {

  /** The seed that tells it from others of the same combination. */
  public long seed() {
    return config.training().seed();
  }
}
