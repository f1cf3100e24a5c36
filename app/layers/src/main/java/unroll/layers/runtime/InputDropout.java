package unroll.layers.runtime;

import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.kernel.Dropping;

/**
 * DL4J's dropouts on the layers' own layout. Its plain one draws with a single thread, which would
 * be an eighth of a translation's training; this draws as many and as likely ones with all threads.
 */
final class InputDropout {
  private final Layer layer;

  /** The newest draw; null if DL4J made it. */
  private Dropping dropping;

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
    IDropout dropout = layer.getIDropout();
    if (dropout.getClass() == Dropout.class && Dropping.serves(matrix)) {
      double kept = probability((Dropout) dropout, iteration, epoch);
      dropping = new Dropping(kept, Nd4j.getRandom().nextLong());
      dropping.apply(matrix, dropped);
    } else {
      dropping = null;
      dropout.applyDropout(
          shaped(matrix, batch), shaped(dropped, batch), iteration, epoch, workspaces);
    }
    return dropped;
  }

  private static double probability(Dropout dropout, int iteration, int epoch) {
    return dropout.getPSchedule() == null
        ? dropout.getP()
        : dropout.getPSchedule().valueAt(iteration, epoch);
  }

  /** The gradient through the newest dropping, in place. */
  void backward(INDArray gradient, long batch, int iteration, int epoch) {
    if (dropping != null) {
      dropping.apply(gradient, gradient);
      return;
    }
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
