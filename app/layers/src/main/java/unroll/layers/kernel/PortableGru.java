package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * GRU: {@code h = (1 - z) n + z h'} with r, z = sigmoid of both their sums and {@code n = tanh(s_n
 * + r q)}, q the candidate's sum with the state.
 */
record PortableGru() implements PortableCell {
  private static final int GATES = 3;

  @Override
  public Step forward(INDArray sums, INDArray recurrentSums, INDArray before, INDArray cellBefore) {
    INDArray both = sums.add(recurrentSums);
    INDArray r = Transforms.sigmoid(PortableCell.gate(both, 0, GATES), true);
    INDArray z = Transforms.sigmoid(PortableCell.gate(both, 1, GATES), true);
    INDArray q = PortableCell.gate(recurrentSums, 2, GATES).dup();
    INDArray n = Transforms.tanh(r.mul(q).addi(PortableCell.gate(sums, 2, GATES)), false);
    INDArray after = before.sub(n).muli(z).addi(n);
    return new Step(before, null, after, null, r, z, n, q);
  }

  @Override
  public Gradients backward(Step step, INDArray gradient, INDArray cellGradient) {
    INDArray r = step.gates()[0];
    INDArray z = step.gates()[1];
    INDArray n = step.gates()[2];
    INDArray q = step.gates()[3];
    INDArray dz = step.before().sub(n).muli(PortableCell.sigmoidSlope(z)).muli(gradient);
    INDArray dn = z.rsub(1).muli(PortableCell.tanhSlope(n)).muli(gradient);
    INDArray dr = PortableCell.sigmoidSlope(r).muli(q).muli(dn);
    INDArray sums = Nd4j.concat(1, dr, dz, dn);
    INDArray recurrentSums = Nd4j.concat(1, dr, dz, dn.mul(r));
    return new Gradients(sums, recurrentSums, gradient.mul(z), null);
  }
}
