package unroll.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An encoder of floats in native memory. The frames are shared among threads. */
public final class CpuFrames implements FrameKernel {
  /** Less than this is done before another thread has woken up. */
  private static final long MULTIPLICATIONS_OF_A_TASK = 1_000_000;

  private final EncoderShape shape;
  private final Workers workers = Workers.shared();
  private final List<PackedMatrix> weights = new ArrayList<>();
  private final List<PackedMatrix> transposedWeights = new ArrayList<>();
  private final List<FrameShare> shares = new ArrayList<>();
  private FrameBatch frames;
  private INDArray parameters;

  public CpuFrames(EncoderShape shape) {
    this.shape = shape;
  }

  /** Whether it can compute an encoder here: convolutions need oneDNN. */
  public static boolean canCompute(EncoderShape shape) {
    return shape.blocks().isEmpty() || OneDnnEngine.get().isPresent();
  }

  @Override
  public void forward(
      FrameBatch newFrames, INDArray newParameters, INDArray output, boolean training) {
    frames = training ? newFrames : null;
    parameters = training ? newParameters : null;
    pack(newParameters, weights, false);
    int tasks = tasks(newFrames);
    while (shares.size() < tasks) {
      shares.add(new FrameShare(shape, weights, transposedWeights));
    }
    workers.run(
        tasks,
        task ->
            shares
                .get(task)
                .forward(
                    newFrames,
                    start(newFrames.count(), task, tasks),
                    start(newFrames.count(), task + 1, tasks),
                    NativeMatrix.of(newParameters),
                    NativeMatrix.of(output),
                    training));
  }

  @Override
  public void backward(INDArray outputGradient, INDArray gradient) {
    pack(parameters, transposedWeights, true);
    FrameBatch batch = frames;
    int tasks = tasks(batch);
    workers.run(
        tasks,
        task ->
            shares
                .get(task)
                .backward(
                    batch,
                    start(batch.count(), task, tasks),
                    start(batch.count(), task + 1, tasks),
                    NativeMatrix.of(outputGradient),
                    task == 0 ? NativeMatrix.of(gradient) : shares.get(task).ownGradient()));
    addShares(tasks, gradient);
    frames = null;
    parameters = null;
  }

  /** In the order of the shares, so that the sum is the same every time. */
  private void addShares(int tasks, INDArray gradient) {
    if (tasks == 1) {
      return;
    }
    long length = shape.length();
    workers.run(
        tasks,
        part -> {
          long from = length * part / tasks;
          int count = (int) (length * (part + 1) / tasks - from);
          FloatPointer sum = NativeMatrix.of(gradient).position(from);
          for (int task = 1; task < tasks; task++) {
            FloatPointer addend = shares.get(task).ownGradient().position(from);
            openblas.cblas_saxpy(count, 1f, addend, 1, sum, 1);
          }
        });
  }

  private void pack(INDArray numbers, List<PackedMatrix> matrices, boolean transposed) {
    if (matrices.isEmpty()) {
      // oneDNN makes code for the number of threads that it finds, which is one in a task only.
      workers.run(1, task -> makeMatrices());
    }
    workers.run(
        shape.denseMaps(),
        map -> {
          EncoderShape.Part part = shape.parts().get(2 * (shape.blocks().size() + map));
          matrices.get(map).pack(part.in(NativeMatrix.of(numbers)), transposed);
        });
  }

  private void makeMatrices() {
    for (int map = 0; map < shape.denseMaps(); map++) {
      weights.add(PackedMatrix.of(shape.inputs(map), shape.outputs(map)));
      transposedWeights.add(PackedMatrix.of(shape.outputs(map), shape.inputs(map)));
    }
  }

  private int tasks(FrameBatch batch) {
    long useful = batch.count() * shape.multiplications() / MULTIPLICATIONS_OF_A_TASK;
    return (int) Math.max(1, Math.min(useful, Math.min(batch.count(), workers.count())));
  }

  private static int start(int frames, int task, int tasks) {
    return (int) ((long) frames * task / tasks);
  }
}
