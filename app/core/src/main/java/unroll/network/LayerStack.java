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
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Topology;
import unroll.layers.EncoderDecoder;
import unroll.layers.Merge;
import unroll.layers.RecurrentCell;
import unroll.layers.SequenceLoss;
import unroll.layers.SequenceOutput;
import unroll.layers.StepEncoder;
import unroll.layers.SymbolEmbedding;
import unroll.network.FrameEncoder.Convolution;

/** The layers of a network for some data, from the input up. */
final class LayerStack {
  private final NetworkConfig config;
  private final DataShape shape;

  LayerStack(NetworkConfig config, DataShape shape) {
    this.config = config;
    this.shape = shape;
  }

  MultiLayerConfiguration configuration(boolean carriesState, ParameterUpdate update, long seed) {
    NeuralNetConfiguration.ListBuilder stack =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(config.precision().dataType())
            .updater(update.updater())
            .weightInit(WeightInit.XAVIER)
            .list();
    layers().forEach(stack::layer);
    stack.setInputType(InputType.recurrent(numbersAtAStep()));
    if (carriesState) {
      stack.backpropType(BackpropType.TruncatedBPTT);
    }
    MultiLayerConfiguration configuration = stack.build();
    if (update.weightDecay() > 0) {
      decayWeights(configuration, update.weightDecay());
    }
    return configuration;
  }

  /** Symbols travel as one id; before a frame stands what it is. */
  private int numbersAtAStep() {
    if (shape.input() instanceof Channel.Mixed mixed) {
      return 1 + mixed.size();
    }
    return shape.input().isSymbols() ? 1 : shape.input().size();
  }

  private List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    int width = shape.input().size();
    if (config.embedding() > 0) {
      layers.add(inputLayer());
      width = config.embedding();
    }
    if (shape.topology() == Topology.ENCODER_DECODER) {
      layers.add(encoderDecoder(width));
      width = config.decoder().unitsBeside(config);
    } else {
      List<RecurrentCell> recurrent =
          stack(width, config.layers(), config.units(), config.bidirectional());
      layers.addAll(recurrent);
      width = (int) recurrent.get(recurrent.size() - 1).outputSize();
    }
    layers.add(withDropout(outputLayer(width), config.dropout()));
    return layers;
  }

  private Layer encoderDecoder(int width) {
    Decoder decoder = config.decoder();
    int units = decoder.unitsBeside(config);
    int fed = decoder.inputFeeding() ? units : 0;
    return new EncoderDecoder.Builder()
        .nIn(width)
        .nOut(units)
        .encoder(stack(width, config.layers(), config.units(), config.bidirectional()))
        .decoder(stack(width + fed, decoder.layersBeside(config), units, false))
        .attention(decoder.attention())
        .inputFeeding(decoder.inputFeeding())
        .build();
  }

  /** Recurrent layers on top of each other, the first reading so many numbers. */
  private List<RecurrentCell> stack(int inputs, int layers, int units, boolean bothWays) {
    List<RecurrentCell> stack = new ArrayList<>();
    int width = inputs;
    for (int layer = 0; layer < layers; layer++) {
      double dropout = layer == 0 ? config.inputDropout() : config.dropout();
      boolean isTop = layer == layers - 1;
      RecurrentCell cell = recurrentLayer(layer == 0, isTop, width, units, bothWays);
      withDropout(cell, dropout);
      stack.add(cell);
      width = (int) cell.outputSize();
    }
    return stack;
  }

  private Layer inputLayer() {
    return shape.input() instanceof Channel.Mixed mixed
        ? frameEncoder(mixed)
        : new SymbolEmbedding.Builder()
            .nIn(shape.input().size())
            .nOut(config.embedding())
            .tied(config.tiedEmbedding())
            .kernel(config.kernel())
            .build();
  }

  private Layer frameEncoder(Channel.Mixed input) {
    FrameEncoder encoder = config.encoder();
    List<Convolution> convolutions = encoder.convolutions();
    return new StepEncoder.Builder()
        .frame(input.frame().channels(), input.frame().height(), input.frame().width())
        .symbols(input.symbols())
        .filters(convolutions.stream().mapToInt(Convolution::filters).toArray())
        .kernels(convolutions.stream().mapToInt(Convolution::size).toArray())
        .pools(convolutions.stream().mapToInt(Convolution::pool).toArray())
        .hidden(encoder.hidden().stream().mapToInt(units -> units).toArray())
        .kernel(config.kernel())
        .nOut(config.embedding())
        .build();
  }

  private RecurrentCell recurrentLayer(
      boolean isFirst, boolean isTop, int inputs, int units, boolean bothWays) {
    RecurrentCell.Builder<?> recurrent = config.cell().builder(config);
    recurrent.nIn(inputs).nOut(units);
    recurrent
        .symbolInput(isFirst && config.embedding() == 0 && shape.input().isSymbols())
        .kernel(config.kernel())
        .weightInitRecurrent(config.recurrentWeights().start());
    if (bothWays) {
      recurrent.bidirectional(Merge.CONCATENATE);
    }
    if (isTop && shape.topology() == Topology.MANY_TO_ONE) {
      recurrent.pooling(config.pooling());
    }
    return recurrent.build();
  }

  private Layer outputLayer(int width) {
    SequenceOutput.Builder output =
        new SequenceOutput.Builder().nIn(width).nOut(shape.labels().size()).kernel(config.kernel());
    if (shape.labels() instanceof Channel.YesNo) {
      return output.loss(SequenceLoss.SIGMOID_CROSS_ENTROPY).build();
    } else if (shape.labels() instanceof Channel.Numeric) {
      return output.loss(SequenceLoss.MEAN_SQUARED_ERROR).build();
    }
    return output
        .loss(SequenceLoss.SOFTMAX_CROSS_ENTROPY)
        .labelSmoothing(config.labelSmoothing())
        .tiedToEmbedding(config.tiedEmbedding())
        .tiedFrom(config.tiedEmbedding() ? shape.feedback().orElse(0) : 0)
        .build();
  }

  /** DL4J drops a layer's input and counts what is kept. */
  private static Layer withDropout(Layer layer, double dropout) {
    if (dropout > 0) {
      layer.setIDropout(new Dropout(1 - dropout));
    }
    return layer;
  }

  /** DL4J's own builder key puts the decay on every layer twice (1.0.0-M2.1). */
  private static void decayWeights(MultiLayerConfiguration configuration, double decay) {
    for (NeuralNetConfiguration layer : configuration.getConfs()) {
      if (layer.getLayer() instanceof BaseLayer weighted) {
        weighted.setRegularization(new ArrayList<>(List.of(new WeightDecay(decay, true))));
      }
    }
  }
}
