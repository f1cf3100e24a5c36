package unroll.layers;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.nd4j.linalg.factory.Nd4j;
import org.opentest4j.TestAbortedException;

/** Where CUDA computes, a test that comes to the kernel for processors is skipped from there. */
public final class WithoutCpuKernel implements TestExecutionExceptionHandler {
  private static final String REFUSAL = "computes FLOAT on ND4J's CPU backend only";

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    if (isRefusal(failure, Nd4j.getEnvironment().isCPU())) {
      throw new TestAbortedException("the kernel for processors does not run on CUDA", failure);
    }
    throw failure;
  }

  static boolean isRefusal(Throwable failure, boolean isCpu) {
    return !isCpu && String.valueOf(failure.getMessage()).contains(REFUSAL);
  }
}
