package unroll.layers.kernel;

import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.SequenceLoss;

/** An output layer of floats in native memory. The rows of a block are shared among threads. */
public final class CpuOutput implements OutputKernel {
  private final SequenceLoss loss;
  private final double labelSmoothing;
  private final long blockNumbers;
  private final Workers workers = Workers.shared();
  private final OutputProducts products = new OutputProducts();
  private final FloatStore logitStore = new FloatStore();
  private final FloatStore inputStore = new FloatStore();
  private final FloatStore gradientStore = new FloatStore();

  /**
   * An output layer's arithmetic.
   *
   * @param labelSmoothing part of a target that is spread over all outputs; softmax only
   * @param blockNumbers most numbers in a block of logits
   */
  public CpuOutput(SequenceLoss loss, double labelSmoothing, long blockNumbers) {
    this.loss = loss;
    this.labelSmoothing = labelSmoothing;
    this.blockNumbers = blockNumbers;
  }

  /** Computes single rows with the same weights. */
  public OutputStep step(OutputWeights weights) {
    return new OutputStep(loss, weights);
  }

  @Override
  public void activate(INDArray input, OutputWeights weights, INDArray output) {
    int rows = (int) input.size(0);
    int tasks = OutputShare.count(rows, workers.count());
    float[] bias = weights.bias().toFloatVector();
    products.begin(weights, rows, false);
    List<OutputProducts.Products> own = products.of(tasks);
    workers.run(
        tasks,
        task -> {
          OutputShare share =
              new OutputShare(weights, own.get(task), new LogitMath(loss, labelSmoothing, bias));
          int from = OutputShare.start(rows, task, tasks);
          share.activate(
              NativeMatrix.of(input),
              NativeMatrix.of(output),
              from,
              OutputShare.start(rows, task + 1, tasks));
        });
  }

  @Override
  public double[] losses(LabeledRows rows, OutputWeights weights) {
    return run(rows, weights, null);
  }

  @Override
  public double[] train(LabeledRows rows, OutputWeights weights, OutputGradients gradients) {
    if (rows.count() == 0) {
      INDArray weightGradient = gradients.weights();
      Pointer.memset(NativeMatrix.of(weightGradient), 0, weightGradient.length() * Float.BYTES);
    }
    return run(rows, weights, gradients);
  }

  private double[] run(LabeledRows rows, OutputWeights weights, OutputGradients gradients) {
    double[] losses = new double[rows.count()];
    double[] biasGradient = new double[weights.outputs()];
    products.begin(weights, rows.count(), gradients != null);
    int blockRows = OutputKernel.rowsOfBlock(blockNumbers, weights.outputs());
    for (int from = 0; from < rows.count(); from += blockRows) {
      int to = Math.min(rows.count(), from + blockRows);
      OutputBlock block = block(rows, weights, gradients, from, to);
      train(block, weights, losses, biasGradient);
      if (gradients != null) {
        products.addWeightGradients(block, weights, NativeMatrix.of(gradients.weights()));
      }
    }
    if (gradients != null) {
      put(biasGradient, NativeMatrix.of(gradients.bias()));
    }
    return losses;
  }

  private void train(
      OutputBlock block, OutputWeights weights, double[] losses, double[] biasGradient) {
    int tasks = OutputShare.count(block.rowCount(), workers.count());
    float[] bias = weights.bias().toFloatVector();
    float[][] partial = new float[tasks][bias.length];
    List<OutputProducts.Products> own = products.of(tasks);
    workers.run(
        tasks,
        task -> {
          OutputShare share =
              new OutputShare(weights, own.get(task), new LogitMath(loss, labelSmoothing, bias));
          share.train(
              block,
              OutputShare.start(block.rowCount(), task, tasks),
              OutputShare.start(block.rowCount(), task + 1, tasks),
              losses,
              partial[task]);
        });
    for (float[] part : partial) {
      for (int i = 0; i < part.length; i++) {
        biasGradient[i] += part[i];
      }
    }
  }

  private OutputBlock block(
      LabeledRows rows, OutputWeights weights, OutputGradients gradients, int from, int to) {
    long numbers = (long) (to - from) * weights.inputs();
    boolean inPlace = rows.isComplete();
    return new OutputBlock(
        rows,
        from,
        to,
        logitStore.of((long) (to - from) * weights.outputs()),
        inPlace ? null : inputStore.of(numbers),
        gradients == null ? null : NativeMatrix.of(gradients.input()),
        inPlace || gradients == null ? null : gradientStore.of(numbers));
  }

  private static void put(double[] numbers, FloatPointer target) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    target.put(floats);
  }
}
