package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What a cell computes between its matrix products, in ND4J operations. */
interface PortableCell {
  /**
   * What a step keeps for the backward pass, {@code [slot, unit]} each.
   *
   * @param gates what the cell itself keeps
   */
  record Step(
      INDArray before,
      INDArray cellBefore,
      INDArray after,
      INDArray cellAfter,
      INDArray... gates) {}

  /**
   * Gradients of a step.
   *
   * @param sums {@code [slot, gate * unit]} of the sums with the input
   * @param recurrentSums of the sums with the state; the same array unless they are kept apart
   * @param before of the hidden states before the step, without what goes through the products;
   *     null: nothing
   * @param cellBefore of the cell states before the step, null for cells without one
   */
  record Gradients(INDArray sums, INDArray recurrentSums, INDArray before, INDArray cellBefore) {}

  /**
   * One step.
   *
   * @param sums {@code [slot, gate * unit]} products with the input and bias
   * @param recurrentSums likewise with the state
   */
  Step forward(INDArray sums, INDArray recurrentSums, INDArray before, INDArray cellBefore);

  /** The same step backward; the gradients are of what the step left. */
  Gradients backward(Step step, INDArray gradient, INDArray cellGradient);

  static PortableCell of(Cell cell) {
    return switch (cell) {
      case TANH_RNN -> new PortableRnn(true);
      case RELU_RNN -> new PortableRnn(false);
      case LSTM -> new PortableLstm();
      case GRU -> new PortableGru();
    };
  }

  /** A gate's columns, as a view. */
  static INDArray gate(INDArray sums, int gate, int gates) {
    long units = sums.size(1) / gates;
    return sums.get(NDArrayIndex.all(), NDArrayIndex.interval(gate * units, (gate + 1) * units));
  }

  /** {@code y (1 - y)}, the derivative of the sigmoid whose value is y. */
  static INDArray sigmoidSlope(INDArray y) {
    return y.rsub(1).muli(y);
  }

  /** {@code 1 - y^2}, the derivative of the tanh whose value is y. */
  static INDArray tanhSlope(INDArray y) {
    return y.mul(y).rsubi(1);
  }
}
