package unroll.network;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.layers.SequenceOutput;

/** The weights of an output layer, wherever they are kept. */
public final class OutputMatrix {
  private OutputMatrix() {}

  /**
   * @return {@code [input, output]}, a view
   */
  public static INDArray of(MultiLayerNetwork network) {
    SequenceOutput output = (SequenceOutput) network.getOutputLayer().conf().getLayer();
    if (!output.isTiedToEmbedding()) {
      return network.getParam(network.getnLayers() - 1 + "_W");
    }
    INDArray vectors = network.getParam("0_W");
    return vectors
        .get(NDArrayIndex.interval(output.getTiedFrom(), vectors.size(0)), NDArrayIndex.all())
        .transpose();
  }
}
