package unroll.network;

import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.factory.Nd4j;

/** How many threads the native libraries compute with. */
public final class ComputeThreads {
  private ComputeThreads() {}

  /**
   * One thread for ND4J's operations and one for BLAS. Each library has a thread pool of its own,
   * and the idle one's spinning threads take the processors from the other: with two of each on two
   * cores a training step took 20 times as long as with one.
   */
  static void useOne() {
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    openblas.blas_set_num_threads(1);
  }

  /** Threads that ND4J and BLAS compute with. */
  public static int count() {
    return Math.max(Nd4j.getEnvironment().maxMasterThreads(), openblas.blas_get_num_threads());
  }
}
