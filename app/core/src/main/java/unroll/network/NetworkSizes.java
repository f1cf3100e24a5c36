package unroll.network;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.buffer.DataType;
import unroll.layers.EncoderDecoder;
import unroll.layers.RecurrentCell;
import unroll.layers.SequenceOutput;
import unroll.layers.StepEncoder;
import unroll.layers.SymbolEmbedding;

/**
 * The sizes of a configuration that this program may not have made: that its layers are those of a
 * {@link LayerStack} and fit on top of each other, and how many parameters they have, before
 * anything as large is made.
 */
final class NetworkSizes {
  /** Keeps products of two sizes and of the number of layers within a long. */
  private static final long LARGEST = 1L << 25;

  private static final int MOST_LAYERS = 1000;
  private static final int MOST_HIDDEN_UNITS = 1 << 16;

  private final MultiLayerConfiguration configuration;

  NetworkSizes(MultiLayerConfiguration configuration) {
    this.configuration = configuration;
  }

  /**
   * How many parameters the network has.
   *
   * @throws IllegalArgumentException if it is not a stack that this program makes
   */
  long parameters() {
    require(configuration.getConfs() != null, "it has no layers");
    List<NeuralNetConfiguration> layers = configuration.getConfs();
    require(layers.size() >= 2 && layers.size() <= MOST_LAYERS, layers.size() + " layers");
    DataType type = configuration.getDataType();
    require(type == DataType.FLOAT || type == DataType.DOUBLE, "its numbers are of type " + type);
    long parameters = 0;
    long width = 0;
    for (int i = 0; i < layers.size(); i++) {
      require(layers.get(i) != null && layers.get(i).getLayer() != null, "layer " + i + " is none");
      FeedForwardLayer layer = (FeedForwardLayer) layers.get(i).getLayer();
      requireSizes(layer, i, width);
      requirePlace(layer, i, layers.size());
      requireDropout(layer, i);
      require(
          layers.get(i).variables(false).equals(layer.initializer().paramKeys(layer)),
          "layer %d has other parameters than its kind".formatted(i));
      parameters += layer.initializer().numParams(layers.get(i));
      width = layer instanceof RecurrentCell cell ? cell.outputSize() : layer.getNOut();
    }
    requireEmbedding(layers.get(0).getLayer(), layers.get(layers.size() - 1).getLayer());
    return parameters;
  }

  private static void requireSizes(FeedForwardLayer layer, int index, long width) {
    long inputs = layer.getNIn();
    long outputs = layer.getNOut();
    require(
        inputs >= 1 && inputs <= LARGEST && outputs >= 1 && outputs <= LARGEST,
        "layer %d has %d inputs and %d outputs".formatted(index, inputs, outputs));
    require(
        index == 0 || inputs == width,
        "layer %d reads %d numbers, the layer below gives %d".formatted(index, inputs, width));
    if (layer instanceof StepEncoder encoder) {
      requireEncoder(encoder);
    } else if (layer instanceof EncoderDecoder stacks) {
      requireStacks(stacks);
    }
  }

  /** Builds it anew, for the builder knows what fits. */
  private static void requireStacks(EncoderDecoder stacks) {
    for (List<RecurrentCell> stack : List.of(stacks.getEncoder(), stacks.getDecoder())) {
      require(stack.size() <= MOST_LAYERS, "a stack of %,d layers".formatted(stack.size()));
      for (RecurrentCell cell : stack) {
        require(
            cell.getNIn() >= 1 && cell.getNIn() <= LARGEST && cell.getKernel() != null,
            "a stack's layer reads %d numbers".formatted(cell.getNIn()));
        require(
            cell.getNOut() >= 1 && cell.getNOut() <= LARGEST && !cell.isSymbolInput(),
            "a stack's layer has %d units".formatted(cell.getNOut()));
        requireDropout(cell, 0);
      }
    }
    new EncoderDecoder.Builder()
        .nIn(stacks.getNIn())
        .nOut(stacks.getNOut())
        .encoder(stacks.getEncoder())
        .decoder(stacks.getDecoder())
        .attention(Objects.requireNonNull(stacks.getAttention(), "no attention is named"))
        .inputFeeding(stacks.isInputFeeding())
        .build();
  }

  /** Builds it anew, for the builder knows what fits. */
  private static void requireEncoder(StepEncoder encoder) {
    int[] hidden = encoder.getHidden();
    require(
        hidden.length <= MOST_LAYERS
            && encoder.getFilters().length <= MOST_LAYERS
            && encoder.getSymbols() <= LARGEST
            && Arrays.stream(hidden).allMatch(units -> units <= MOST_HIDDEN_UNITS)
            && Arrays.stream(encoder.getKernels()).allMatch(size -> size <= MOST_HIDDEN_UNITS),
        "the encoder's sizes are too large");
    new StepEncoder.Builder()
        .frame(encoder.getChannels(), encoder.getHeight(), encoder.getWidth())
        .symbols(encoder.getSymbols())
        .filters(encoder.getFilters())
        .kernels(encoder.getKernels())
        .pools(encoder.getPools())
        .hidden(hidden)
        .dropout(encoder.getDropout())
        .kernel(encoder.getKernel())
        .nIn((int) encoder.getNIn())
        .nOut((int) encoder.getNOut())
        .build();
    requireModestFrames(encoder);
  }

  /** The convolutions of a small file could make any number of planes of a frame. */
  private static void requireModestFrames(StepEncoder encoder) {
    int[] filters = encoder.getFilters();
    int[] pools = encoder.getPools();
    long numbers = 0;
    long rows = encoder.getHeight();
    long columns = encoder.getWidth();
    for (int i = 0; i < filters.length; i++) {
      numbers += filters[i] * rows * columns;
      rows /= pools[i];
      columns /= pools[i];
    }
    require(
        numbers <= FrameEncoder.MOST_NUMBERS_OF_ALL,
        "the encoder makes %,d numbers of a frame".formatted(numbers));
  }

  private static void requirePlace(FeedForwardLayer layer, int index, int layers) {
    boolean isFirst = index == 0;
    boolean isLast = index == layers - 1;
    boolean isRight;
    if (layer instanceof RecurrentCell cell) {
      isRight =
          !isLast
              && (isFirst || !cell.isSymbolInput())
              && (index == layers - 2 || cell.getPooling() == null)
              && cell.getKernel() != null;
    } else if (layer instanceof EncoderDecoder) {
      isRight = index == layers - 2;
    } else if (layer instanceof SequenceOutput output) {
      isRight = isLast && output.getLoss() != null && output.getKernel() != null;
    } else {
      isRight = isFirst && layers > 2;
    }
    require(
        isRight,
        "layer %d of %d is a %s".formatted(index, layers, layer.getClass().getSimpleName()));
  }

  private static void requireDropout(Layer layer, int index) {
    if (layer.getIDropout() instanceof Dropout dropout) {
      require(
          dropout.getP() > 0 && dropout.getP() <= 1 && dropout.getPSchedule() == null,
          "layer %d keeps a share of %s of its input".formatted(index, dropout.getP()));
    }
  }

  private static void requireEmbedding(Layer first, Layer last) {
    SequenceOutput output = (SequenceOutput) last;
    boolean isTied = first instanceof SymbolEmbedding embedding && embedding.isTied();
    require(isTied == output.isTiedToEmbedding(), "one of embedding and output alone is tied");
    if (first instanceof SymbolEmbedding embedding) {
      require(embedding.getKernel() != null, "the embedding has no kernel");
      require(
          embedding.getPaddingId() < embedding.getNIn()
              && embedding.getPaddingId() >= SymbolEmbedding.NO_PADDING,
          "the embedding's padding is symbol " + embedding.getPaddingId());
      require(
          !isTied
              || (output.getTiedFrom() >= 0
                  && embedding.getNIn() == output.getTiedFrom() + output.getNOut()
                  && embedding.getNOut() == output.getNIn()),
          "the output is tied to an embedding of other sizes");
    }
  }

  private static void require(boolean isRight, String found) {
    if (!isRight) {
      throw new IllegalArgumentException(found);
    }
  }
}
