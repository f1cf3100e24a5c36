package unroll.sweep;

import java.util.List;
import unroll.config.ConfigNode;
import unroll.config.Location;

/**
 * A key of the experiment that a sweep sets.
 *
 * @param key dotted
 * @param values in their order: all are tried, or one belongs to each draw
 */
record VariedKey(String key, Location place, Kind kind, List<ConfigNode> values) {
  enum Kind {
    /** One value for all members. */
    FIXED,
    /** Each value is tried with all others. */
    LISTED,
    /** A value a draw. */
    DRAWN
  }

  /** Whether members differ in it. */
  boolean isVaried() {
    return kind != Kind.FIXED;
  }
}
