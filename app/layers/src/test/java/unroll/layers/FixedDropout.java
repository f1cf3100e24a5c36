package unroll.layers;

import java.util.Random;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Drops the same numbers every time, so that a loss has differences. */
public final class FixedDropout implements IDropout {
  private static final long serialVersionUID = 1L;

  @Override
  public INDArray applyDropout(
      INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    return result.assign(input.mul(mask(input)));
  }

  @Override
  public INDArray backprop(INDArray gradient, INDArray result, int iteration, int epoch) {
    return result.assign(gradient.mul(mask(gradient)));
  }

  private static INDArray mask(INDArray like) {
    Random random = new Random(99);
    INDArray mask = like.ulike();
    for (long i = 0; i < mask.length(); i++) {
      mask.putScalar(i, random.nextInt(3) == 0 ? 0 : 1.5);
    }
    return mask;
  }

  @Override
  public void clear() {}

  @Override
  public IDropout clone() {
    return new FixedDropout();
  }
}
