package unroll.network;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.layers.KernelChoice;
import unroll.layers.Orthogonal;
import unroll.layers.RecurrentCell;
import unroll.layers.SequenceLoss;
import unroll.layers.SequenceOutput;
import unroll.layers.SymbolEmbedding;

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
            doc = "whether the output layer's weights are the embedding's; needs embedding = units",
            byDefault = "false")
        boolean tiedEmbedding,
    @Key(
            doc = "share of a layer's outputs set to zero in training, between layers",
            byDefault = "0.0",
            min = 0,
            below = 1)
        double dropout,
    @Key(doc = "what an rnn's sum goes through", byDefault = "tanh") RnnActivation activation,
    @Key(doc = "where the bias of the lstm's forget gate starts", byDefault = "1.0")
        double forgetGateBias,
    @Key(doc = "how the weights from state to state start", byDefault = "orthogonal")
        RecurrentWeights recurrentWeights,
    @Key(
            doc = "label smoothing: share of every target spread over all symbols",
            byDefault = "0.0",
            min = 0,
            below = 1)
        double labelSmoothing,
    @Key(doc = "type of all numbers", byDefault = "float") Precision precision,
    @Key(
            doc = "which code computes: cpu is fast, in floats; portable any; auto the fastest",
            byDefault = "auto")
        KernelChoice kernel) {

  /** What the sum of a vanilla recurrent unit goes through. */
  public enum RnnActivation {
    TANH,
    RELU
  }

  /** How the weights from state to state start. */
  public enum RecurrentWeights {
    /** Rotations, which keep the length of a state (Saxe et al., 2014). */
    ORTHOGONAL(new Orthogonal()),
    /** Normal numbers of variance 2 / (inputs + outputs) (Glorot and Bengio, 2010). */
    XAVIER(new WeightInitXavier());

    private final IWeightInit start;

    RecurrentWeights(IWeightInit start) {
      this.start = start;
    }
  }

  public NetworkConfig {
    if (cell != CellType.LSTM && forgetGateBias != 1) {
      throw new InvalidKeyException("forget-gate-bias", "goes with cell: lstm");
    }
    if (cell != CellType.RNN && activation != RnnActivation.TANH) {
      throw new InvalidKeyException("activation", "relu goes with cell: rnn");
    }
    if (tiedEmbedding && embedding != units) {
      throw new InvalidKeyException(
          "tied-embedding",
          "needs an embedding as wide as a layer: expected embedding: %d, found %d"
              .formatted(units, embedding));
    }
    if (kernel == KernelChoice.CPU && precision != Precision.FLOAT) {
      throw new InvalidKeyException("kernel", "cpu goes with precision: float");
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
    requireEmbeddable(shape);
    int width = input.size();
    if (embedding > 0) {
      stack.layer(embeddingLayer(width));
      width = embedding;
    }
    for (int layer = 0; layer < layers; layer++) {
      RecurrentCell.Builder<?> recurrent = cell.builder(this).nIn(width).nOut(units);
      recurrent
          .symbolInput(layer == 0 && embedding == 0 && input.isSymbols())
          .kernel(kernel)
          .weightInitRecurrent(recurrentWeights.start);
      Layer built = recurrent.build();
      stack.layer(layer > 0 ? withDropout(built) : built);
      width = units;
    }
    stack.layer(withDropout(outputLayer(shape.labels(), width)));
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

  private void requireEmbeddable(DataShape shape) {
    if (embedding > 0 && !shape.input().isSymbols()) {
      throw new IllegalArgumentException("network.embedding: the input is numbers, not symbols");
    }
    if (tiedEmbedding && !shape.labels().equals(shape.input())) {
      throw new IllegalArgumentException(
          "network.tied-embedding: the labels are not the symbols of the input");
    }
  }

  /** DL4J's own builder key puts the decay on every layer twice (1.0.0-M2.1). */
  private static void decayWeights(MultiLayerConfiguration configuration, double decay) {
    for (NeuralNetConfiguration layer : configuration.getConfs()) {
      if (layer.getLayer() instanceof BaseLayer weighted) {
        weighted.setRegularization(new ArrayList<>(List.of(new WeightDecay(decay, true))));
      }
    }
  }

  private SymbolEmbedding embeddingLayer(int symbols) {
    return new SymbolEmbedding.Builder()
        .nIn(symbols)
        .nOut(embedding)
        .tied(tiedEmbedding)
        .kernel(kernel)
        .build();
  }

  private SequenceOutput outputLayer(Channel labels, int width) {
    SequenceOutput.Builder output =
        new SequenceOutput.Builder().nIn(width).nOut(labels.size()).kernel(kernel);
    return labels.isSymbols()
        ? output
            .loss(SequenceLoss.SOFTMAX_CROSS_ENTROPY)
            .labelSmoothing(labelSmoothing)
            .tiedToEmbedding(tiedEmbedding)
            .build()
        : output.loss(SequenceLoss.MEAN_SQUARED_ERROR).build();
  }

  /** DL4J drops a layer's input and counts what is kept. */
  private Layer withDropout(Layer layer) {
    if (dropout > 0) {
      layer.setIDropout(new Dropout(1 - dropout));
    }
    return layer;
  }
}
