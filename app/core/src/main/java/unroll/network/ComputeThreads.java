package unroll.network;

import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.kernel.Workers;

/** How many threads compute. */
public final class ComputeThreads {
  private ComputeThreads() {}

  /**
   * One thread inside each operation of ND4J and BLAS: the layers share a batch among threads of
   * their own, and the spinning threads of two more pools would take the processors from them.
   */
  public static void leaveToLayers() {
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    openblas.blas_set_num_threads(1);
  }

  /**
   * Chooses the number of threads, before any network is made.
   *
   * @param isStock whether DL4J's own layers compute, whose threads are those of ND4J and BLAS
   */
  public static void use(int threads, boolean isStock) {
    System.setProperty(Workers.COUNT_PROPERTY, String.valueOf(threads));
    if (isStock) {
      Nd4j.getEnvironment().setMaxMasterThreads(threads);
      openblas.blas_set_num_threads(threads);
    } else {
      leaveToLayers();
    }
  }

  /** The number of threads where nobody has chosen another, before any network is made. */
  public static void useUnlessChosen(int threads) {
    if (System.getProperty(Workers.COUNT_PROPERTY) == null) {
      System.setProperty(Workers.COUNT_PROPERTY, String.valueOf(threads));
    }
  }

  /** Threads that share a pass through a layer. */
  public static int count() {
    return Workers.shared().count();
  }
}
