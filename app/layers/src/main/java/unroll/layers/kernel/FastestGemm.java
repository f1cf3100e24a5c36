package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the product that the process uses, made when it is first asked for. */
final class FastestGemm {
  private static final Logger LOG = LoggerFactory.getLogger(FastestGemm.class);

  static final FloatGemm INSTANCE = choose();

  private FastestGemm() {}

  /** oneDNN's library may be missing from a user's class path, or not load on an old system. */
  private static FloatGemm choose() {
    try {
      FloatGemm gemm = new OneDnnGemm();
      requireRight(gemm);
      return gemm;
    } catch (LinkageError | IllegalStateException e) {
      LOG.warn("oneDNN does not run here, so OpenBLAS computes: {}", e.toString());
      return new OpenBlasGemm();
    }
  }

  /** {@code [1 2] [3 4]^T = [11]}. */
  private static void requireRight(FloatGemm gemm) {
    try (FloatPointer a = new FloatPointer(1, 2);
        FloatPointer b = new FloatPointer(3, 4);
        FloatPointer c = new FloatPointer(1)) {
      gemm.multiply(false, true, 1, 1, 2, a, 2, b, 2, 0, c, 1);
      if (c.get() != 11) {
        throw new IllegalStateException("a product came out as " + c.get() + " instead of 11");
      }
    }
  }
}
