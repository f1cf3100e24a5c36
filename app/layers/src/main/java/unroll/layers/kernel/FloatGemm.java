package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;

/** Products of row-major float matrices in native memory, each computed by the calling thread. */
public interface FloatGemm {
  /**
   * {@code c = op(a) op(b) + beta c}, where op transposes if asked to. Pointers count from their
   * positions.
   *
   * @param m rows of {@code op(a)} and c
   * @param n columns of {@code op(b)} and c
   * @param k columns of {@code op(a)} and rows of {@code op(b)}
   * @param lda numbers from a row of a, as it lies in memory, to the next; ldb and ldc likewise
   */
  void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      FloatPointer a,
      int lda,
      FloatPointer b,
      int ldb,
      float beta,
      FloatPointer c,
      int ldc);

  /** What computes, for people. */
  String name();

  /** oneDNN where it runs, else OpenBLAS. */
  static FloatGemm fastest() {
    return FastestGemm.INSTANCE;
  }
}
