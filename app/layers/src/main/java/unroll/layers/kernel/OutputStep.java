package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;
import unroll.layers.SequenceLoss;

/**
 * An output layer that computes one row at a time with the parameters as they are then, within
 * microseconds. For one thread.
 */
public final class OutputStep {
  private final Workers workers = Workers.shared();
  private final OutputWeights weights;
  private final FloatPointer matrix;
  private final FloatPointer biasPlace;
  private final float[] bias;
  private final LogitMath math;
  private final FloatPointer logits;

  OutputStep(SequenceLoss loss, OutputWeights weights) {
    this.weights = weights;
    this.matrix = NativeMatrix.of(weights.matrix());
    this.biasPlace = NativeMatrix.of(weights.bias());
    this.bias = new float[weights.outputs()];
    this.math = new LogitMath(loss, 0, bias);
    this.logits = new FloatPointer(weights.outputs());
  }

  /** Numbers that {@link #probabilities} reads. */
  public int inputs() {
    return weights.inputs();
  }

  /** Numbers that {@link #probabilities} gives. */
  public int outputs() {
    return weights.outputs();
  }

  /**
   * The activations of a row: probabilities, if the loss is a cross-entropy.
   *
   * @param hidden the layer's input {@code [inputs]}, from the pointer's position on
   * @param into gets them, {@code [outputs]}
   */
  public void probabilities(FloatPointer hidden, double[] into) {
    if (into.length != weights.outputs()) {
      throw new IllegalArgumentException(
          "OutputStep: probabilities: expected room for %d, got %d"
              .formatted(weights.outputs(), into.length));
    }
    biasPlace.get(bias);
    workers.run(1, task -> multiply(hidden));
    logits.get(math.logits(), 0, bias.length);
    math.addBias(1);
    math.activate(1);
    System.arraycopy(math.activations(), 0, into, 0, bias.length);
  }

  private void multiply(FloatPointer hidden) {
    if (weights.isTransposed()) {
      FloatGemm.multiplyRowTransposed(weights.inputs(), bias.length, hidden, matrix, 0, logits);
    } else {
      FloatGemm.multiplyRow(weights.inputs(), bias.length, hidden, matrix, 0, logits);
    }
  }
}
