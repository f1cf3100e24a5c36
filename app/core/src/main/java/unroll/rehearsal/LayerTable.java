package unroll.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import unroll.config.Words;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.layers.EncoderDecoder;
import unroll.layers.Pooling;
import unroll.layers.RecurrentCell;
import unroll.layers.SequenceOutput;
import unroll.layers.StepEncoder;
import unroll.layers.SymbolEmbedding;
import unroll.layers.kernel.EncoderShape;

/** The layers of a network: what goes in, what comes out, and their parameters. */
final class LayerTable {
  private static final int NAME_WIDTH = 46;
  private static final int SHAPE_WIDTH = 20;
  private static final int COUNT_WIDTH = 12;

  private final MultiLayerConfiguration network;
  private final DataShape shape;
  private final EpochCensus.Batch batch;
  private final List<String> lines = new ArrayList<>();

  /**
   * @param batch whose shapes are shown
   */
  LayerTable(MultiLayerConfiguration network, DataShape shape, EpochCensus.Batch batch) {
    this.network = network;
    this.shape = shape;
    this.batch = batch;
  }

  /** Parameters of a layer. */
  static long parameters(NeuralNetConfiguration layer) {
    return layer.getLayer().initializer().numParams(layer);
  }

  /** Parameters of all layers. */
  static long parameters(MultiLayerConfiguration network) {
    return network.getConfs().stream().mapToLong(LayerTable::parameters).sum();
  }

  List<String> lines() {
    row("network, as [sequence, step, unit]", "reads", "gives", "parameters");
    String in = inputShape();
    int number = 1;
    for (NeuralNetConfiguration configured : network.getConfs()) {
      Layer layer = configured.getLayer();
      String out = outputShape(layer);
      row(number + " " + name(layer), in, out, Figures.count(parameters(configured)));
      if (layer instanceof StepEncoder encoder) {
        describe(encoder.shape());
      } else if (layer instanceof EncoderDecoder stacks) {
        describe(stacks);
      }
      in = out;
      number++;
    }
    row("in all", "", "", Figures.count(parameters(network)));
    return lines;
  }

  private void row(String name, String reads, String gives, String parameters) {
    String indent = lines.isEmpty() ? "" : "  ";
    lines.add(
        Figures.left(indent + name, NAME_WIDTH)
            + " "
            + Figures.left(reads, SHAPE_WIDTH)
            + Figures.left(gives, SHAPE_WIDTH)
            + Figures.right(parameters, COUNT_WIDTH));
  }

  private String inputShape() {
    return shape.input().isSymbols()
        ? shaped("%d, %d", batch.rows(), batch.time())
        : shaped("%d, %d, %d", batch.rows(), batch.time(), shape.input().size());
  }

  private String outputShape(Layer layer) {
    long width =
        layer instanceof RecurrentCell cell
            ? cell.outputSize()
            : ((FeedForwardLayer) layer).getNOut();
    boolean isPooled = network.getConfs().stream().anyMatch(LayerTable::pools);
    boolean isAfterPooling =
        isPooled
            && (layer instanceof SequenceOutput
                || layer instanceof RecurrentCell cell && cell.getPooling() != null);
    return isAfterPooling
        ? shaped("%d, %d", batch.rows(), width)
        : shaped("%d, %d, %d", batch.rows(), batch.time(), width);
  }

  private static boolean pools(NeuralNetConfiguration configured) {
    return configured.getLayer() instanceof RecurrentCell cell && cell.getPooling() != null;
  }

  private static String shaped(String format, Object... sizes) {
    return "[" + format.formatted(sizes) + "]";
  }

  private String name(Layer layer) {
    String dropout =
        layer.getIDropout() instanceof Dropout kept
            ? ", dropout " + Math.round(1000 * (1 - kept.getP())) / 1000.0
            : "";
    if (layer instanceof RecurrentCell cell) {
      return cell.getClass().getSimpleName().toLowerCase(Locale.ROOT)
          + (cell.getMerge() == null ? "" : ", both ways")
          + (cell.getPooling() == null ? "" : ", " + pooled(cell.getPooling()))
          + dropout;
    } else if (layer instanceof SymbolEmbedding embedding) {
      return "embedding of " + Figures.count(embedding.getNIn()) + " symbols";
    } else if (layer instanceof StepEncoder encoder) {
      String symbols = Figures.count(encoder.getSymbols());
      return "encoder of frames" + (encoder.getSymbols() > 0 ? " and " + symbols + " symbols" : "");
    } else if (layer instanceof SequenceOutput output) {
      return output(output) + dropout;
    }
    return Words.kebabCase(layer.getClass().getSimpleName());
  }

  private String output(SequenceOutput output) {
    String what =
        shape.labels() instanceof Channel.YesNo
            ? "yes or no"
            : shape.labels().isSymbols()
                ? "softmax of " + Figures.count(output.getNOut()) + " labels"
                : "numbers";
    return what + (output.isTiedToEmbedding() ? ", tied" : "");
  }

  private static String pooled(Pooling pooling) {
    return switch (pooling) {
      case LAST -> "last state";
      case MEAN -> "mean state";
      case MAX -> "max state";
    };
  }

  private void describe(EncoderDecoder stacks) {
    stacks.getEncoder().forEach(cell -> describe("encoder", cell));
    stacks.getDecoder().forEach(cell -> describe("decoder", cell));
    String fed = stacks.isInputFeeding() ? ", its output fed back" : "";
    lines.add("      attention: " + Words.kebabCase(stacks.getAttention()) + fed);
  }

  private void describe(String stack, RecurrentCell cell) {
    lines.add(
        "      %s: %s, %,d to %,d numbers a step"
            .formatted(stack, name(cell), cell.getNIn(), cell.outputSize()));
  }

  private void describe(EncoderShape encoder) {
    for (EncoderShape.Block block : encoder.blocks()) {
      lines.add(
          "      convolution %d x %d, pool %d: [%d, %d, %d] to [%d, %d, %d] a frame"
              .formatted(
                  block.kernel(),
                  block.kernel(),
                  block.pool(),
                  block.channels(),
                  block.height(),
                  block.width(),
                  block.filters(),
                  block.height() / block.pool(),
                  block.width() / block.pool()));
    }
    encoder
        .hidden()
        .forEach(units -> lines.add("      dense, relu: [%,d] a frame".formatted(units)));
  }
}
