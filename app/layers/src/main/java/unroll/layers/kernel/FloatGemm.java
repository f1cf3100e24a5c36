package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/** Products of row-major float matrices in native memory, computed by the calling thread. */
public final class FloatGemm {
  private FloatGemm() {}

  /**
   * {@code c = op(a) op(b) + beta c}, where op transposes if asked to. Pointers count from their
   * positions.
   *
   * @param m rows of {@code op(a)} and c
   * @param n columns of {@code op(b)} and c
   * @param k columns of {@code op(a)} and rows of {@code op(b)}
   * @param lda numbers from a row of a, as it lies in memory, to the next; ldb and ldc likewise
   */
  public static void multiply(
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
      int ldc) {
    openblas.cblas_sgemm(
        openblas.CblasRowMajor,
        transposeA ? openblas.CblasTrans : openblas.CblasNoTrans,
        transposeB ? openblas.CblasTrans : openblas.CblasNoTrans,
        m,
        n,
        k,
        1f,
        a,
        lda,
        b,
        ldb,
        beta,
        c,
        ldc);
  }

  /**
   * {@code y = x matrix + beta y} for one row, which a general product takes three times as long
   * for.
   *
   * @param rows of the matrix, numbers of x
   * @param columns of the matrix, numbers of y
   */
  public static void multiplyRow(
      int rows, int columns, FloatPointer x, FloatPointer matrix, float beta, FloatPointer y) {
    openblas.cblas_sgemv(
        openblas.CblasRowMajor,
        openblas.CblasTrans,
        rows,
        columns,
        1f,
        matrix,
        columns,
        x,
        1,
        beta,
        y,
        1);
  }

  /** The same with the matrix transposed: {@code [columns, rows]} in memory. */
  public static void multiplyRowTransposed(
      int rows, int columns, FloatPointer x, FloatPointer matrix, float beta, FloatPointer y) {
    openblas.cblas_sgemv(
        openblas.CblasRowMajor,
        openblas.CblasNoTrans,
        columns,
        rows,
        1f,
        matrix,
        rows,
        x,
        1,
        beta,
        y,
        1);
  }
}
