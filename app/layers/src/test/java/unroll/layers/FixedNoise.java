package unroll.layers;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Takes the same from every parameter in training, so that gradients are slopes all the same. */
public final class FixedNoise implements IWeightNoise {
  private static final long serialVersionUID = 1L;

  @Override
  public INDArray getParameter(
      Layer layer,
      String key,
      int iteration,
      int epoch,
      boolean training,
      LayerWorkspaceMgr workspaces) {
    INDArray parameter = layer.getParam(key);
    return training ? parameter.sub(0.1).dup('f') : parameter;
  }

  @Override
  public IWeightNoise clone() {
    return new FixedNoise();
  }
}
