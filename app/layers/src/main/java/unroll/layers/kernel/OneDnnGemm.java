package unroll.layers.kernel;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;

/**
 * oneDNN's product. It makes its code for the processor it runs on, and does not pack small
 * matrices, which is what a recurrent step multiplies.
 */
final class OneDnnGemm implements FloatGemm {
  private static final byte AS_IT_IS = 'N';
  private static final byte TRANSPOSED = 'T';

  @Override
  public void multiply(
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
    int status =
        dnnl.dnnl_sgemm(
            transposeA ? TRANSPOSED : AS_IT_IS,
            transposeB ? TRANSPOSED : AS_IT_IS,
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
    if (status != dnnl.dnnl_success) {
      throw new IllegalStateException("oneDNN's sgemm failed with status " + status);
    }
  }

  @Override
  public String name() {
    return "oneDNN";
  }
}
