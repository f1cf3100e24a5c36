package unroll.layers.runtime;

import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's dropouts on the layers' own layout. */
final class InputDropout {
  private final Layer layer;

  InputDropout(Layer layer) {
    this.layer = layer;
  }

  /**
   * A copy with some numbers dropped.
   *
   * @param matrix {@code [time * batch, feature]}
   */
  INDArray apply(
      INDArray matrix, long batch, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    INDArray dropped =
        workspaces.createUninitialized(ArrayType.INPUT, matrix.dataType(), matrix.shape(), 'c');
    layer
        .getIDropout()
        .applyDropout(shaped(matrix, batch), shaped(dropped, batch), iteration, epoch, workspaces);
    return dropped;
  }

  /** The gradient through the newest dropping, in place. */
  void backward(INDArray gradient, long batch, int iteration, int epoch) {
    INDArray shaped = shaped(gradient, batch);
    layer.getIDropout().backprop(shaped, shaped, iteration, epoch);
  }

  /** Most do not ask what an axis means, and are fastest on a matrix. */
  private INDArray shaped(INDArray matrix, long batch) {
    IDropout dropout = layer.getIDropout();
    return dropout instanceof SpatialDropout
        ? TimeMajor.view(matrix, matrix.size(0) / batch, batch)
        : matrix;
  }
}
