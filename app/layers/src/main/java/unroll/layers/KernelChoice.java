package unroll.layers;

/** Which code computes a layer. */
public enum KernelChoice {
  /** {@link #CPU} for float networks on ND4J's CPU backend, {@link #PORTABLE} for all others. */
  AUTO,
  /** ND4J operations: any backend, float and double. The reference, and what a GPU runs. */
  PORTABLE,
  /** Native matrix products and vectorized Java, sharing the batch among threads: float only. */
  CPU
}
