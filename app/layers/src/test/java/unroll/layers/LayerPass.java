package unroll.layers;

import static unroll.layers.TestNetworks.NO_WORKSPACES;
import static unroll.layers.TestNetworks.network;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.runtime.ActiveRecurrentLayer;

/** The recurrent layers of a network, forward and back. */
record LayerPass(MultiLayerNetwork network) {
  /** What a pass forward and back gave. */
  record Result(INDArray output, INDArray inputGradient, INDArray parameterGradient) {}

  long[] outputShape(int batch, int time) {
    RecurrentCell last = layer(network.getnLayers() - 1).layerConf();
    return last.getPooling() == null
        ? new long[] {batch, last.outputSize(), time}
        : new long[] {batch, last.outputSize()};
  }

  Result run(INDArray input, INDArray mask, INDArray epsilon) {
    // Gradients are overwritten, whatever is there.
    network.getGradientsViewArray().assign(9);
    INDArray activation = input;
    for (int i = 0; i < network.getnLayers(); i++) {
      layer(i).setMaskArray(mask);
      activation = layer(i).activate(activation, true, NO_WORKSPACES);
    }
    INDArray gradient = epsilon;
    for (int i = network.getnLayers() - 1; i >= 0; i--) {
      gradient = layer(i).backpropGradient(gradient, NO_WORKSPACES).getSecond();
    }
    return new Result(
        activation.dup('c'),
        gradient == null ? null : gradient.dup('c'),
        network.getGradientsViewArray().dup());
  }

  private ActiveRecurrentLayer layer(int index) {
    return TestNetworks.layer(network, index);
  }
}
