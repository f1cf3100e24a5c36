package unroll.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.RecurrentCell;
import unroll.layers.SequenceOutput;
import unroll.layers.StepEncoder;
import unroll.layers.SymbolEmbedding;
import unroll.layers.kernel.Cell;

/**
 * A layer in the words of a configuration.
 *
 * @param index place among all layers, from 0
 * @param name such as {@code layer 2 (lstm)}, where recurrent layers alone are counted, as {@code
 *     network.layers} does
 */
public record NamedLayer(int index, Layer layer, String name) {
  private static final Pattern OF_ENCODER = Pattern.compile("([ch])([Wb])(\\d+)");

  /** All layers, from the input up. */
  public static List<NamedLayer> of(MultiLayerNetwork network) {
    List<NamedLayer> layers = new ArrayList<>();
    int recurrent = 0;
    for (Layer layer : network.getLayers()) {
      String name;
      if (layer.conf().getLayer() instanceof SymbolEmbedding) {
        name = "input embedding";
      } else if (layer.conf().getLayer() instanceof StepEncoder) {
        name = "frame encoder";
      } else if (layer.conf().getLayer() instanceof SequenceOutput) {
        name = "output layer";
      } else {
        String kind = layer.conf().getLayer().getClass().getSimpleName().toLowerCase(Locale.ROOT);
        name = "layer %d (%s)".formatted(++recurrent, kind);
      }
      layers.add(new NamedLayer(layers.size(), layer, name));
    }
    return layers;
  }

  /** The recurrent layers, from the input up. */
  public static List<NamedLayer> recurrent(MultiLayerNetwork network) {
    return of(network).stream()
        .filter(named -> named.layer().conf().getLayer() instanceof RecurrentCell)
        .toList();
  }

  /** Whether it is a recurrent layer whose functions have flat ends: all but relu. */
  public boolean canSaturate() {
    return layer.conf().getLayer() instanceof RecurrentCell cell && cell.cell() != Cell.RELU_RNN;
  }

  /** The numbers of one parameter, and where they stand. */
  public record Numbers(String place, INDArray array) {}

  /** All parameters, each with a name such as {@code layer 2 (lstm), recurrent weights}. */
  public List<Numbers> parameters() {
    return numbers(layer.paramTable()::get);
  }

  /** What the newest backward pass left of every parameter. */
  public List<Numbers> gradients(MultiLayerNetwork network) {
    return numbers(key -> network.gradient().getGradientFor(index + "_" + key));
  }

  private List<Numbers> numbers(Function<String, INDArray> arrays) {
    return layer.paramTable().keySet().stream()
        .map(key -> new Numbers(name + ", " + parameter(key), arrays.apply(key)))
        .toList();
  }

  private String parameter(String key) {
    if (layer.conf().getLayer() instanceof RecurrentCell cell) {
      String direction = key.startsWith("f") ? "forward " : "backward ";
      return cell.readsBothWays() ? direction + ofCell(key.substring(1)) : ofCell(key);
    }
    Matcher ofEncoder = OF_ENCODER.matcher(key);
    if (ofEncoder.matches()) {
      return "%s of %s %d"
          .formatted(
              ofEncoder.group(2).equals("W") ? "weights" : "bias",
              ofEncoder.group(1).equals("c") ? "convolution" : "dense layer",
              Integer.parseInt(ofEncoder.group(3)) + 1);
    }
    return switch (key) {
      case "W" -> layer.conf().getLayer() instanceof SymbolEmbedding ? "vectors" : "weights";
      case "S" -> "vectors of symbols";
      case "b" -> "bias";
      default -> key;
    };
  }

  private static String ofCell(String key) {
    return switch (key) {
      case "W" -> "input weights";
      case "RW" -> "recurrent weights";
      case "b" -> "bias";
      case "rb" -> "recurrent bias";
      default -> key;
    };
  }
}
