package unroll.layers.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.layers.Attention;
import unroll.layers.EncoderDecoder;
import unroll.layers.RecurrentCell;

/**
 * The parameters of an {@link EncoderDecoder} within a network's flat vector: those of the
 * encoder's layers (keys of {@link RecurrentParameters} behind {@code e0_}, {@code e1_}), of the
 * bridges to the decoder's ({@code h0_W} {@code [state, unit]}, {@code h0_b}; {@code c0_W}, {@code
 * c0_b} for the cell states), of the decoder's layers ({@code d0_}), of the scores ({@code a_W}
 * {@code [unit, source]}; {@code a_QW} {@code [unit, unit]}, {@code a_KW} {@code [source, unit]},
 * {@code a_vW} {@code [unit, 1]}) and of the combination ({@code o_W} {@code [source + unit,
 * unit]}, {@code o_b}).
 */
public final class EncoderDecoderParameters implements ParamInitializer {
  static final String ENCODER = "e";
  static final String DECODER = "d";
  static final String HIDDEN_BRIDGE = "h";
  static final String CELL_BRIDGE = "c";
  static final String WEIGHTS = "_W";
  static final String BIAS = "_b";
  static final String GENERAL = "a_W";
  static final String QUERY = "a_QW";
  static final String KEY = "a_KW";
  static final String SCORE = "a_vW";
  static final String COMBINATION = "o";

  /** In front of a layer's keys. */
  static String prefix(String stack, int layer) {
    return stack + layer + "_";
  }

  private static Map<String, long[]> shapes(EncoderDecoder layer) {
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
      RecurrentParameters.allShapes(layers.get(i))
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
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return shapes((EncoderDecoder) layer).values().stream()
        .mapToLong(RecurrentParameters::length)
        .sum();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.copyOf(shapes((EncoderDecoder) layer).keySet());
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return paramKeys(layer).stream().filter(key -> isWeightParam(layer, key)).toList();
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return paramKeys(layer).stream().filter(key -> isBiasParam(layer, key)).toList();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return key.endsWith("W");
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return !isWeightParam(layer, key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray view, boolean initialize) {
    EncoderDecoder layer = (EncoderDecoder) conf.getLayer();
    Map<String, INDArray> parameters = views(layer, view);
    parameters.keySet().forEach(conf::addVariable);
    if (initialize) {
      initialize(layer, parameters, ENCODER, layer.getEncoder());
      initialize(layer, parameters, DECODER, layer.getDecoder());
      parameters.forEach(
          (key, array) -> {
            boolean isOfAStack = key.startsWith(ENCODER) || key.startsWith(DECODER);
            if (!isOfAStack && isWeightParam(layer, key)) {
              layer
                  .getWeightInitFn()
                  .init(array.size(0), array.size(1), array.shape(), 'c', flat(array));
            } else if (!isOfAStack) {
              array.assign(0);
            }
          });
    }
    return parameters;
  }

  private static void initialize(
      EncoderDecoder layer,
      Map<String, INDArray> parameters,
      String stack,
      List<RecurrentCell> layers) {
    for (int i = 0; i < layers.size(); i++) {
      RecurrentCell cell = layers.get(i);
      for (String key : RecurrentParameters.allShapes(cell).keySet()) {
        RecurrentParameters.initialize(
            cell, key, parameters.get(prefix(stack, i) + key), layer.getWeightInitFn());
      }
    }
  }

  private static INDArray flat(INDArray array) {
    return array.reshape('c', new long[] {array.length()});
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray view) {
    return views((EncoderDecoder) conf.getLayer(), view);
  }

  private static Map<String, INDArray> views(EncoderDecoder layer, INDArray view) {
    INDArray flat = view.reshape(view.length());
    Map<String, INDArray> views = new LinkedHashMap<>();
    long position = 0;
    for (Map.Entry<String, long[]> shape : shapes(layer).entrySet()) {
      long end = position + RecurrentParameters.length(shape.getValue());
      INDArray part = flat.get(NDArrayIndex.interval(position, end));
      views.put(shape.getKey(), part.reshape('c', shape.getValue()));
      position = end;
    }
    return views;
  }
}
