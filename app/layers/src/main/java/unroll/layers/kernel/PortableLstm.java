package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * LSTM: {@code c = f c' + i g, h = o tanh(c)} with i, f, o = sigmoid and g = tanh of their sums.
 */
record PortableLstm() implements PortableCell {
  private static final int GATES = 4;

  @Override
  public Step forward(INDArray sums, INDArray recurrentSums, INDArray before, INDArray cellBefore) {
    INDArray sum = sums.add(recurrentSums);
    INDArray i = Transforms.sigmoid(PortableCell.gate(sum, 0, GATES), true);
    INDArray f = Transforms.sigmoid(PortableCell.gate(sum, 1, GATES), true);
    INDArray g = Transforms.tanh(PortableCell.gate(sum, 2, GATES), true);
    INDArray o = Transforms.sigmoid(PortableCell.gate(sum, 3, GATES), true);
    INDArray c = f.mul(cellBefore).addi(i.mul(g));
    INDArray cTanh = Transforms.tanh(c, true);
    return new Step(before, cellBefore, o.mul(cTanh), c, i, f, g, o, cTanh);
  }

  @Override
  public Gradients backward(Step step, INDArray gradient, INDArray cellGradient) {
    INDArray i = step.gates()[0];
    INDArray f = step.gates()[1];
    INDArray g = step.gates()[2];
    INDArray o = step.gates()[3];
    INDArray cTanh = step.gates()[4];
    INDArray dc = PortableCell.tanhSlope(cTanh).muli(o).muli(gradient).addi(cellGradient);
    INDArray di = PortableCell.sigmoidSlope(i).muli(g).muli(dc);
    INDArray df = PortableCell.sigmoidSlope(f).muli(step.cellBefore()).muli(dc);
    INDArray dg = PortableCell.tanhSlope(g).muli(i).muli(dc);
    INDArray dOut = PortableCell.sigmoidSlope(o).muli(cTanh).muli(gradient);
    INDArray sums = Nd4j.concat(1, di, df, dg, dOut);
    return new Gradients(sums, sums, null, dc.mul(f));
  }
}
