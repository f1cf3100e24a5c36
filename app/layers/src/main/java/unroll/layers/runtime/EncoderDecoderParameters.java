package unroll.layers.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.Attention;
import unroll.layers.EncoderDecoder;
import unroll.layers.RecurrentCell;

/**
 * The parameters of an {@link EncoderDecoder} within a network's flat vector: those of the
 * encoder's layers (keys of {@link RecurrentParameters} behind {@code e0.}, {@code e1.}), of the
 * bridges to the decoder's ({@code h0.W} {@code [state, unit]}, {@code h0.b}; {@code c0.W}, {@code
 * c0.b} for the cell states), of the decoder's layers ({@code d0.}), of the scores ({@code a.W}
 * {@code [unit, source]}; {@code a.QW} {@code [unit, unit]}, {@code a.KW} {@code [source, unit]},
 * {@code a.vW} {@code [unit, 1]}) and of the combination ({@code o.W} {@code [source + unit,
 * unit]}, {@code o.b}).
 *
 * <p>DL4J takes what follows the last underscore for the name of a parameter, so none has one.
 */
public final class EncoderDecoderParameters extends ShapedParameters {
  static final String ENCODER = "e";
  static final String DECODER = "d";
  static final String HIDDEN_BRIDGE = "h";
  static final String CELL_BRIDGE = "c";
  static final String WEIGHTS = ".W";
  static final String BIAS = ".b";
  static final String GENERAL = "a.W";
  static final String QUERY = "a.QW";
  static final String KEY = "a.KW";
  static final String SCORE = "a.vW";
  static final String COMBINATION = "o";

  /** In front of a layer's keys. */
  static String prefix(String stack, int layer) {
    return stack + layer + ".";
  }

  @Override
  Map<String, long[]> shapes(Layer configuration) {
    EncoderDecoder layer = (EncoderDecoder) configuration;
    Map<String, long[]> shapes = new LinkedHashMap<>();
    addStack(shapes, ENCODER, layer.getEncoder());
    for (int i = 0; i < layer.getDecoder().size(); i++) {
      long states = encoderLayer(layer, i).outputSize();
      long units = layer.getDecoder().get(i).getNOut();
      addDense(shapes, HIDDEN_BRIDGE + i, states, units);
      if (layer.getDecoder().get(i).cell().hasCellState()) {
        addDense(shapes, CELL_BRIDGE + i, states, units);
      }
    }
    addStack(shapes, DECODER, layer.getDecoder());
    addAttention(shapes, layer);
    return shapes;
  }

  /** The encoder's layer whose state begins a layer of the decoder; the tops go together. */
  static RecurrentCell encoderLayer(EncoderDecoder layer, int decoderLayer) {
    return layer.getEncoder().get(encoderIndex(layer, decoderLayer));
  }

  static int encoderIndex(EncoderDecoder layer, int decoderLayer) {
    int below = layer.getDecoder().size() - 1 - decoderLayer;
    return Math.max(0, layer.getEncoder().size() - 1 - below);
  }

  private static void addStack(
      Map<String, long[]> shapes, String stack, List<RecurrentCell> layers) {
    for (int i = 0; i < layers.size(); i++) {
      String prefix = prefix(stack, i);
      RecurrentParameters.shapes(layers.get(i))
          .forEach((key, shape) -> shapes.put(prefix + key, shape));
    }
  }

  private static void addDense(Map<String, long[]> shapes, String name, long inputs, long units) {
    shapes.put(name + WEIGHTS, new long[] {inputs, units});
    shapes.put(name + BIAS, new long[] {units});
  }

  private static void addAttention(Map<String, long[]> shapes, EncoderDecoder layer) {
    long units = layer.getNOut();
    long source = layer.sourceWidth();
    if (layer.getAttention() == Attention.GENERAL) {
      shapes.put(GENERAL, new long[] {units, source});
    } else if (layer.getAttention() == Attention.ADDITIVE) {
      shapes.put(QUERY, new long[] {units, units});
      shapes.put(KEY, new long[] {source, units});
      shapes.put(SCORE, new long[] {units, 1});
    }
    if (layer.getAttention() != Attention.NONE) {
      addDense(shapes, COMBINATION, source + units, units);
    }
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return key.endsWith("W");
  }

  @Override
  void start(Layer configuration, Map<String, INDArray> parameters) {
    EncoderDecoder layer = (EncoderDecoder) configuration;
    IWeightInit start = layer.getWeightInitFn();
    start(ENCODER, layer.getEncoder(), parameters, start);
    start(DECODER, layer.getDecoder(), parameters, start);
    parameters.forEach(
        (key, array) -> {
          boolean isOfAStack = key.startsWith(ENCODER) || key.startsWith(DECODER);
          if (!isOfAStack && isWeightParam(layer, key)) {
            startWeights(start, array.size(0), array.size(1), array);
          } else if (!isOfAStack) {
            array.assign(0);
          }
        });
  }

  private static void start(
      String stack,
      List<RecurrentCell> layers,
      Map<String, INDArray> parameters,
      IWeightInit start) {
    for (int i = 0; i < layers.size(); i++) {
      String prefix = prefix(stack, i);
      Map<String, INDArray> own = new LinkedHashMap<>();
      RecurrentParameters.shapes(layers.get(i))
          .keySet()
          .forEach(key -> own.put(key, parameters.get(prefix + key)));
      RecurrentParameters.start(layers.get(i), own, start);
    }
  }
}
