package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** {@code h = f(s)} with f = tanh or f = max(0, .). */
record PortableRnn(boolean isTanh) implements PortableCell {
  @Override
  public Step forward(INDArray sums, INDArray recurrentSums, INDArray before, INDArray cellBefore) {
    INDArray sum = sums.add(recurrentSums);
    INDArray after = isTanh ? Transforms.tanh(sum, false) : Transforms.relu(sum, false);
    return new Step(before, null, after, null);
  }

  @Override
  public Gradients backward(Step step, INDArray gradient, INDArray cellGradient) {
    INDArray slope =
        isTanh
            ? PortableCell.tanhSlope(step.after())
            : step.after().gt(0).castTo(gradient.dataType());
    INDArray sums = slope.muli(gradient);
    return new Gradients(sums, sums, null, null);
  }
}
