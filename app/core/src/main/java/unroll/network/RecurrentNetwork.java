package unroll.network;

import java.util.Map;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.layers.recurrent.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** A network as the suite uses it: whole batches, or step by step with its state kept. */
public final class RecurrentNetwork {
  private final MultiLayerNetwork network;

  public RecurrentNetwork(MultiLayerNetwork network) {
    ComputeThreads.useOne();
    this.network = network;
  }

  /** A network with fresh parameters; they follow from the configuration's seed. */
  public static RecurrentNetwork create(MultiLayerConfiguration configuration) {
    Nd4j.getRandom().setSeed(configuration.getConf(0).getSeed());
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return new RecurrentNetwork(network);
  }

  public MultiLayerNetwork dl4j() {
    return network;
  }

  public DataType dataType() {
    return network.params().dataType();
  }

  /** Numbers that come out at a step. */
  public long outputSize() {
    return network.layerSize(network.getnLayers() - 1);
  }

  public long parameterCount() {
    return network.numParams();
  }

  /**
   * Outputs of a batch of whole sequences, each from the zero state.
   *
   * @return {@code [batch, output, time]}; softmax probabilities where labels are symbols
   */
  public INDArray output(DataSet batch) {
    return network.output(
        batch.getFeatures(), false, batch.getFeaturesMaskArray(), batch.getLabelsMaskArray());
  }

  /**
   * Reads steps and goes on from the state the steps before left.
   *
   * @param input ids {@code [batch, 1, time]} or frames {@code [batch, feature, time]}
   * @return {@code [batch, output, time]}
   */
  public INDArray step(INDArray input) {
    return network.rnnTimeStep(input);
  }

  /** As {@link #step(INDArray)} for one symbol in a batch of one: the output of that step. */
  public double[] step(int symbol) {
    INDArray output = step(Nd4j.createFromArray(new int[] {symbol}).reshape(1, 1, 1));
    return output.reshape(output.size(1)).toDoubleVector();
  }

  /** Forgets the state of {@link #step}; the state that training carries stays. */
  public void clearStepState() {
    for (int layer = 0; layer < network.getnLayers(); layer++) {
      if (network.getLayer(layer) instanceof RecurrentLayer) {
        network.rnnSetPreviousState(layer, Map.of());
      }
    }
  }

  /**
   * The hidden state of the topmost recurrent layer after the last step.
   *
   * @return {@code [unit]} of the first row
   */
  public double[] hiddenState() {
    INDArray state = network.rnnGetPreviousState(topRecurrentLayer()).get("prevAct");
    return state.getRow(0).toDoubleVector();
  }

  /**
   * What the output layer makes of a hidden state before the softmax.
   *
   * @param hidden {@code [unit]}
   * @return {@code [output]}
   */
  public double[] logits(double[] hidden) {
    RnnOutputLayer output = (RnnOutputLayer) network.getOutputLayer();
    INDArray weights = output.getParam(DefaultParamInitializer.WEIGHT_KEY);
    INDArray bias = output.getParam(DefaultParamInitializer.BIAS_KEY);
    INDArray row = Nd4j.createFromArray(hidden).castTo(weights.dataType());
    return row.reshape(1, hidden.length).mmul(weights).addiRowVector(bias).toDoubleVector();
  }

  private int topRecurrentLayer() {
    for (int layer = network.getnLayers() - 1; layer >= 0; layer--) {
      if (network.getLayer(layer) instanceof RecurrentLayer) {
        return layer;
      }
    }
    throw new IllegalStateException("the network has no recurrent layer");
  }
}
