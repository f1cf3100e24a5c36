package unroll.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;
import unroll.layers.Pooling;
import unroll.layers.RecurrentCell;
import unroll.layers.RecurrentState;
import unroll.layers.SequenceLoss;
import unroll.layers.SequenceOutput;
import unroll.layers.runtime.ActiveRecurrentLayer;
import unroll.layers.runtime.StateMap;
import unroll.network.NamedLayer;
import unroll.network.OutputMatrix;
import unroll.network.RecurrentNetwork;

/**
 * Derivatives of the loss at the last of some steps with respect to the states before the first:
 * back-propagation through time (Werbos, 1990) without dropout and label smoothing. The network
 * itself is left alone.
 */
final class StateGradients {
  private static final LayerWorkspaceMgr OUTSIDE = LayerWorkspaceMgr.noWorkspaces();

  private final MultiLayerNetwork network;
  private final List<NamedLayer> layers;

  StateGradients(RecurrentNetwork network) {
    this.network = network.dl4j().clone();
    this.network.initGradientsView();
    this.layers = NamedLayer.of(this.network);
    layers.forEach(layer -> layer.layer().conf().getLayer().setIDropout(null));
  }

  DataType dataType() {
    return network.params().dataType();
  }

  /** Why a network has no such derivatives; empty if it has. */
  static Optional<String> whyNot(RecurrentNetwork network) {
    if (network.encodes()) {
      return Optional.of("a decoder goes on from what the encoder says of the whole source");
    }
    SequenceOutput output = (SequenceOutput) network.dl4j().getOutputLayer().conf().getLayer();
    for (NamedLayer layer : NamedLayer.recurrent(network.dl4j())) {
      RecurrentCell cell = (RecurrentCell) layer.layer().conf().getLayer();
      if (cell.readsBothWays()) {
        return Optional.of(
            "the network reads both ways, so no single state holds what it has read");
      } else if (cell.getPooling() != null && cell.getPooling() != Pooling.LAST) {
        return Optional.of(
            "the network pools all states, so it need not remember what it has read");
      }
    }
    return output.getLoss() == SequenceLoss.SOFTMAX_CROSS_ENTROPY
        ? Optional.empty()
        : Optional.of("the labels are no symbols");
  }

  /**
   * @param features {@code [batch, feature, time]}
   * @param states before them, one map a recurrent layer under the keys of {@link StateMap}
   * @param labels of the last step {@code [batch]}
   * @return derivatives, a row each of its own loss in nats, one a recurrent layer
   */
  List<RecurrentState> of(INDArray features, List<Map<String, INDArray>> states, int[] labels) {
    INDArray top = forward(features, states);
    boolean isSequence = top.rank() == 3;
    long time = features.size(2);
    INDArray last =
        isSequence
            ? top.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(time - 1))
            : top;
    INDArray ofLast = throughOutput(last.dup('c'), labels);
    INDArray epsilon = ofLast;
    if (isSequence) {
      epsilon = Nd4j.create(top.dataType(), top.shape());
      epsilon
          .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(time - 1))
          .assign(ofLast);
    }
    List<RecurrentState> gradients = new ArrayList<>();
    for (int i = layers.size() - 1; i >= 0; i--) {
      if (layers.get(i).layer() instanceof ActiveRecurrentLayer layer) {
        epsilon = layer.backpropGradient(epsilon, OUTSIDE).getSecond();
        gradients.add(0, layer.initialStateGradients().get(0));
      }
    }
    return gradients;
  }

  private INDArray forward(INDArray features, List<Map<String, INDArray>> states) {
    INDArray input = features;
    int recurrent = 0;
    for (NamedLayer named : layers.subList(0, layers.size() - 1)) {
      if (named.layer() instanceof ActiveRecurrentLayer layer) {
        Map<String, INDArray> state = states.get(recurrent++);
        layer.setInitialStates(
            List.of(new RecurrentState(state.get(StateMap.HIDDEN), state.get(StateMap.CELL))));
        input = layer.activate(input, true, OUTSIDE);
      } else {
        input = named.layer().activate(input, false, OUTSIDE);
      }
    }
    return input;
  }

  /** Softmax and cross-entropy: logits have the derivative probability minus label. */
  private INDArray throughOutput(INDArray hidden, int[] labels) {
    int last = layers.size() - 1;
    INDArray weights = OutputMatrix.of(network);
    INDArray bias = network.getParam(last + "_b");
    INDArray logits = hidden.mmul(weights).addiRowVector(bias.reshape(1, bias.length()));
    INDArray error = Transforms.softmax(logits, true);
    for (int row = 0; row < labels.length; row++) {
      error.putScalar(row, labels[row], error.getDouble(row, labels[row]) - 1);
    }
    return error.mmul(weights.transpose());
  }
}
