package unroll.network;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.layers.OneHotPreProcessor;

/** A stack of recurrent layers under an output layer, for any {@link unroll.data.Topology}. */
public record NetworkConfig(
    @Key(doc = "what a recurrent layer computes at a step", byDefault = "lstm") CellType cell,
    @Key(doc = "recurrent layers on top of each other", byDefault = "1", min = 1, max = 100)
        int layers,
    @Key(doc = "hidden units of every recurrent layer", byDefault = "128", min = 1, max = 1048576)
        int units,
    @Key(
            doc = "numbers of the learned vector of every input symbol; 0: one-hot vectors",
            byDefault = "0",
            min = 0,
            max = 1048576)
        int embedding,
    @Key(
            doc = "share of a layer's outputs set to zero in training, between layers",
            byDefault = "0.0",
            min = 0,
            below = 1)
        double dropout,
    @Key(doc = "where the bias of the lstm's forget gate starts", byDefault = "1.0")
        double forgetGateBias,
    @Key(doc = "type of all numbers", byDefault = "float") Precision precision) {

  public NetworkConfig {
    if (cell != CellType.LSTM && forgetGateBias != 1) {
      throw new InvalidKeyException("forget-gate-bias", "goes with cell: lstm");
    }
  }

  /**
   * The DL4J configuration of this network.
   *
   * <p>Sequences are {@code [batch, feature, time]}, ids {@code [batch, 1, time]}.
   *
   * @param carriesState whether training goes on from the state that the batch before left
   */
  public MultiLayerConfiguration configuration(
      DataShape shape, boolean carriesState, ParameterUpdate update, long seed) {
    NeuralNetConfiguration.Builder base =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(precision.dataType())
            .updater(update.updater())
            .weightInit(WeightInit.XAVIER);
    NeuralNetConfiguration.ListBuilder stack = base.list();
    Channel input = shape.input();
    int width = input.size();
    if (input.isSymbols()) {
      stack.inputPreProcessor(0, symbolInput(input.size()));
    }
    if (embedding > 0) {
      stack.layer(embeddingLayer(width));
      width = embedding;
    }
    for (int layer = 0; layer < layers; layer++) {
      Layer recurrent = cell.builder(this).nIn(width).nOut(units).build();
      stack.layer(layer > 0 ? withDropout(recurrent) : recurrent);
      width = units;
    }
    stack.layer(withDropout(outputLayer(shape.labels()).nIn(width).build()));
    stack.setInputType(InputType.recurrent(input.isSymbols() ? 1 : input.size()));
    if (carriesState) {
      stack.backpropType(BackpropType.TruncatedBPTT);
    }
    MultiLayerConfiguration configuration = stack.build();
    if (update.weightDecay() > 0) {
      decayWeights(configuration, update.weightDecay());
    }
    return configuration;
  }

  /** DL4J's own builder key puts the decay on every layer twice (1.0.0-M2.1). */
  private static void decayWeights(MultiLayerConfiguration configuration, double decay) {
    for (NeuralNetConfiguration layer : configuration.getConfs()) {
      if (layer.getLayer() instanceof BaseLayer weighted) {
        weighted.setRegularization(new ArrayList<>(List.of(new WeightDecay(decay, true))));
      }
    }
  }

  private InputPreProcessor symbolInput(int symbols) {
    InputPreProcessor oneHot = new OneHotPreProcessor(symbols, precision.dataType());
    return embedding == 0
        ? oneHot
        : new ComposableInputPreProcessor(oneHot, new RnnToFeedForwardPreProcessor());
  }

  /** A product of one-hot vectors and weights is a look-up of one row of the weights. */
  private DenseLayer embeddingLayer(int symbols) {
    return new DenseLayer.Builder()
        .nIn(symbols)
        .nOut(embedding)
        .hasBias(false)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static RnnOutputLayer.Builder outputLayer(Channel labels) {
    return labels.isSymbols()
        ? new RnnOutputLayer.Builder(new LossSparseMCXENT(0.0, null))
            .activation(Activation.SOFTMAX)
            .nOut(labels.size())
        : new RnnOutputLayer.Builder(new LossMSE())
            .activation(Activation.IDENTITY)
            .nOut(labels.size());
  }

  /** DL4J drops a layer's input and counts what is kept. */
  private Layer withDropout(Layer layer) {
    if (dropout > 0) {
      layer.setIDropout(new Dropout(1 - dropout));
    }
    return layer;
  }
}
