package unroll.layers.runtime;

import java.util.List;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * An output layer that scores sequences within a network. DL4J also asks of output layers what a
 * classifier of single rows can do alone.
 */
interface SequenceScorer extends IOutputLayer {
  /** Name of the layer, for messages. */
  String name();

  @Override
  default double f1Score(DataSet data) {
    throw notAlone("f1Score");
  }

  @Override
  default double f1Score(INDArray examples, INDArray labels) {
    throw notAlone("f1Score");
  }

  @Override
  default void fit(DataSetIterator data) {
    throw notAlone("fit");
  }

  @Override
  default void fit(DataSet data) {
    throw notAlone("fit");
  }

  @Override
  default void fit(INDArray examples, INDArray labels) {
    throw notAlone("fit");
  }

  @Override
  default void fit(INDArray examples, int[] labels) {
    throw notAlone("fit");
  }

  @Override
  default int[] predict(INDArray examples) {
    throw notAlone("predict");
  }

  @Override
  default List<String> predict(DataSet data) {
    throw notAlone("predict");
  }

  private UnsupportedOperationException notAlone(String method) {
    return new UnsupportedOperationException(
        "%s: %s: only the network can do this, not the layer alone".formatted(name(), method));
  }
}
