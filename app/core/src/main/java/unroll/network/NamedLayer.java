package unroll.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.EncoderDecoder;
import unroll.layers.RecurrentCell;
import unroll.layers.SequenceOutput;
import unroll.layers.StepEncoder;
import unroll.layers.SymbolEmbedding;

/**
 * A layer in the words of a configuration.
 *
 * @param index place among all layers, from 0
 * @param name such as {@code layer 2 (lstm)}, where recurrent layers alone are counted, as {@code
 *     network.layers} does
 */
public record NamedLayer(int index, Layer layer, String name) {
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
      } else if (layer.conf().getLayer() instanceof EncoderDecoder) {
        name = "encoder and decoder";
      } else if (layer.conf().getLayer() instanceof SequenceOutput) {
        name = "output layer";
      } else {
        name = "layer %d (%s)".formatted(++recurrent, kind(layer.conf().getLayer()));
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

  /** What a layer is in a word, such as {@code lstm}. */
  static String kind(org.deeplearning4j.nn.conf.layers.Layer layer) {
    return layer.getClass().getSimpleName().toLowerCase(Locale.ROOT);
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
        .map(
            key ->
                new Numbers(
                    name + ", " + ParameterName.of(layer.conf().getLayer(), key),
                    arrays.apply(key)))
        .toList();
  }
}
