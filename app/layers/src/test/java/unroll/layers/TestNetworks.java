package unroll.layers;

import java.util.Random;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;
import unroll.layers.runtime.ActiveRecurrentLayer;

/** Small networks with random parameters, and random batches for them. */
final class TestNetworks {
  static final LayerWorkspaceMgr NO_WORKSPACES = LayerWorkspaceMgr.noWorkspaces();

  private TestNetworks() {}

  /** The cells, with their builders. */
  enum Unit {
    TANH_RNN,
    RELU_RNN,
    LSTM,
    GRU;

    RecurrentCell.Builder<?> builder(long inputs, long units) {
      RecurrentCell.Builder<?> builder =
          switch (this) {
            case TANH_RNN -> new Rnn.Builder();
            case RELU_RNN -> new Rnn.Builder().activation(Activation.RELU);
            case LSTM -> new Lstm.Builder();
            case GRU -> new Gru.Builder();
          };
      return builder.nIn(inputs).nOut(units);
    }
  }

  /** Where the masked steps of a row are. The first row has none, except in the middle. */
  enum Padding {
    NONE,
    FRONT,
    MIDDLE,
    END;

    /**
     * @return {@code [batch, time]}, null for {@link #NONE}
     */
    INDArray mask(DataType type, int batch, int time) {
      if (this == NONE) {
        return null;
      }
      INDArray mask = Nd4j.ones(type, batch, time);
      for (int row = 0; row < batch; row++) {
        int masked = Math.min(this == MIDDLE ? row + 1 : 2 * row, time - 1);
        int first =
            switch (this) {
              case END -> time - masked;
              case MIDDLE -> Math.min(1 + row % 2, time - masked);
              default -> 0;
            };
        for (int step = first; step < first + masked; step++) {
          mask.putScalar(row, step, 0);
        }
      }
      return mask;
    }
  }

  static MultiLayerNetwork network(DataType type, Layer... layers) {
    return network(type, BackpropType.Standard, layers);
  }

  /** A network whose parameters are all random, biases too. */
  static MultiLayerNetwork network(DataType type, BackpropType backprop, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder().seed(5).dataType(type).updater(new Adam(0.01)).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerConfiguration configuration = list.backpropType(backprop).build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    network.initGradientsView();
    network.params().assign(random(type, 17, network.params().shape()).muli(0.6));
    return network;
  }

  /** A layer by itself, with random parameters. */
  static ActiveRecurrentLayer layer(DataType type, RecurrentCell configuration) {
    return layer(network(type, configuration), 0);
  }

  static ActiveRecurrentLayer layer(MultiLayerNetwork network, int index) {
    return (ActiveRecurrentLayer) network.getLayer(index);
  }

  static Layer stepOutput(long inputs, long classes) {
    return new RnnOutputLayer.Builder(LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .nIn(inputs)
        .nOut(classes)
        .build();
  }

  static Layer rowOutput(long inputs, long classes) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .nIn(inputs)
        .nOut(classes)
        .build();
  }

  /** Normally distributed numbers, the same for the same seed, whatever the type. */
  static INDArray random(DataType type, long seed, long... shape) {
    Random random = new Random(seed);
    INDArray array = Nd4j.create(DataType.DOUBLE, shape, 'c');
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, random.nextGaussian());
    }
    return array.castTo(type);
  }

  /**
   * Symbol ids, every seventh or so of which is -1.
   *
   * @return {@code [batch, 1, time]}
   */
  static INDArray ids(DataType type, long seed, int batch, int symbols, int time) {
    Random random = new Random(seed);
    INDArray ids = Nd4j.create(type, batch, 1, time);
    for (long i = 0; i < ids.length(); i++) {
      ids.putScalar(i, random.nextInt(7) == 0 ? -1 : random.nextInt(symbols));
    }
    return ids;
  }

  /**
   * The same symbols as vectors.
   *
   * @return {@code [batch, symbol, time]}
   */
  static INDArray oneHot(DataType type, INDArray ids, int symbols) {
    INDArray oneHot = Nd4j.create(type, ids.size(0), symbols, ids.size(2));
    for (int row = 0; row < ids.size(0); row++) {
      for (int step = 0; step < ids.size(2); step++) {
        int id = ids.getInt(row, 0, step);
        if (id >= 0) {
          oneHot.putScalar(row, id, step, 1);
        }
      }
    }
    return oneHot;
  }

  /**
   * Distributions over classes.
   *
   * @param shape {@code [batch, class, time]} or {@code [batch, class]}
   */
  static INDArray labels(DataType type, long seed, long... shape) {
    INDArray labels = Transforms.exp(random(type, seed, shape));
    long[] sums = shape.clone();
    sums[1] = 1;
    return labels.divi(labels.sum(1).reshape(sums).broadcast(shape));
  }

  /** What a kernel is compared in. */
  static DataType typeOf(KernelChoice kernel) {
    return kernel == KernelChoice.CPU ? DataType.FLOAT : DataType.DOUBLE;
  }

  /** Two layers of 5 and 4 units that read 3 features. */
  static MultiLayerNetwork stack(Unit unit, KernelChoice kernel, Merge merge, Pooling pooling) {
    int width = merge == Merge.CONCATENATE ? 10 : 5;
    return network(
        typeOf(kernel),
        unit.builder(3, 5).kernel(kernel).bidirectional(merge).build(),
        unit.builder(width, 4).kernel(kernel).bidirectional(merge).pooling(pooling).build());
  }
}
