package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An embedding of floats in native memory, whose work threads share. */
public final class CpuEmbedding implements EmbeddingKernel {
  /** Less than this is done before another thread has woken up. */
  private static final long NUMBERS_OF_A_TASK = 32_768;

  @Override
  public void forward(int[] ids, INDArray weights, INDArray output) {
    int width = (int) weights.size(1);
    int tasks = tasks(ids.length, width);
    Workers.shared()
        .run(
            tasks,
            task -> {
              NativeRows rows =
                  new NativeRows(
                      NativeRows.Place.of(NativeMatrix.of(output), width),
                      NativeRows.Place.of(NativeMatrix.of(weights), width),
                      width);
              int end = share(ids.length, task + 1, tasks);
              for (int row = share(ids.length, task, tasks); row < end; row++) {
                if (ids[row] < 0) {
                  rows.zero(row);
                } else {
                  rows.copy(row, ids[row], 1);
                }
              }
            });
  }

  @Override
  public void backward(
      int[] ids, INDArray outputGradient, INDArray weightGradient, boolean isAdded) {
    int width = (int) weightGradient.size(1);
    if (!isAdded) {
      Pointer.memset(NativeMatrix.of(weightGradient), 0, weightGradient.length() * Float.BYTES);
    }
    int tasks = tasks(ids.length, width);
    Workers.shared()
        .run(
            tasks,
            task -> {
              FloatPointer source = NativeMatrix.of(outputGradient);
              FloatPointer target = NativeMatrix.of(weightGradient);
              for (int row = 0; row < ids.length; row++) {
                // A symbol belongs to one thread, so no two threads add to the same row.
                if (ids[row] >= 0 && ids[row] % tasks == task) {
                  source.position((long) row * width);
                  target.position((long) ids[row] * width);
                  openblas.cblas_saxpy(width, 1f, source, 1, target, 1);
                }
              }
            });
  }

  private static int tasks(int rows, int width) {
    long useful = Math.max(1, (long) rows * width / NUMBERS_OF_A_TASK);
    return (int) Math.min(useful, Workers.shared().count());
  }

  private static int share(int rows, int task, int tasks) {
    return (int) ((long) rows * task / tasks);
  }
}
