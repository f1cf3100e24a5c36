package unroll.layers;

/** How the outputs of all steps of a row become one vector. */
public enum Pooling {
  /** The state after the last unmasked step; backward, after its own last step, the row's first. */
  LAST,
  /** Mean over the unmasked steps. */
  MEAN,
  /** Largest value of every unit over the unmasked steps. */
  MAX
}
