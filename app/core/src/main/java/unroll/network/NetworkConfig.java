package unroll.network;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.nd4j.linalg.factory.Nd4j;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.config.UserException;
import unroll.data.DataShape;
import unroll.layers.KernelChoice;
import unroll.layers.Orthogonal;
import unroll.layers.Pooling;

/** A stack of recurrent layers under an output layer, for any {@link unroll.data.Topology}. */
public record NetworkConfig(
    @Key(doc = "what a recurrent layer computes at a step", byDefault = "lstm") CellType cell,
    @Key(doc = "recurrent layers on top of each other", byDefault = "1", min = 1, max = 100)
        int layers,
    @Key(doc = "hidden units of every recurrent layer", byDefault = "128", min = 1, max = 1048576)
        int units,
    @Key(
            doc =
                "whether a second set of layers reads every sequence from its end; not where a"
                    + " network continues its own output",
            byDefault = "false")
        boolean bidirectional,
    @Key(
            doc =
                "how the steps of a sequence become one vector where it has one label: the state"
                    + " after the last step, the mean or the largest of all",
            byDefault = "last")
        Pooling pooling,
    @Key(
            doc =
                "numbers of the learned vector of every input symbol, and of an encoded frame; 0:"
                    + " one-hot vectors",
            byDefault = "0",
            min = 0,
            max = 1048576)
        int embedding,
    @Key(doc = "what a frame such as an image goes through first", byDefault = "{}")
        FrameEncoder encoder,
    @Key(
            doc =
                "the second stack of an encoder and decoder; the keys above are of the first, which"
                    + " alone may be bidirectional",
            byDefault = "{}")
        Decoder decoder,
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
    @Key(
            doc =
                "share of the first layer's inputs set to zero in training; needs numbers or an"
                    + " embedding",
            byDefault = "0.0",
            min = 0,
            below = 1)
        double inputDropout,
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

    IWeightInit start() {
      return start;
    }
  }

  public NetworkConfig {
    if (cell != CellType.LSTM && forgetGateBias != 1) {
      throw new InvalidKeyException("forget-gate-bias", "goes with cell: lstm");
    }
    if (cell != CellType.RNN && activation != RnnActivation.TANH) {
      throw new InvalidKeyException("activation", "relu goes with cell: rnn");
    }
    int top = decoder.units() == null ? units : decoder.units();
    if (tiedEmbedding && embedding != top) {
      throw new InvalidKeyException(
          "tied-embedding",
          "needs an embedding as wide as a layer: expected embedding: %d, found %d"
              .formatted(top, embedding));
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
   * @throws UserException if the keys do not fit what the network reads and answers
   */
  public MultiLayerConfiguration configuration(
      DataShape shape, boolean carriesState, ParameterUpdate update, long seed) {
    new NetworkFit(this, shape).require();
    if (kernel == KernelChoice.CPU && !Nd4j.getEnvironment().isCPU()) {
      throw misfit(
          "kernel", "cpu needs --backend cpu, and CUDA computes; expected auto or portable");
    }
    return new LayerStack(this, shape).configuration(carriesState, update, seed);
  }

  static UserException misfit(String key, String message) {
    return new UserException("network." + key + ": " + message);
  }
}
