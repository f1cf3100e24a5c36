package unroll.layers.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.layers.RecurrentCell;

/**
 * The parameters of a recurrent layer within a network's flat vector: {@code W} {@code [input, gate
 * * unit]}, {@code RW} {@code [unit, gate * unit]}, {@code b} and, for a GRU, {@code rb} {@code
 * [gate * unit]}; all of them twice, with prefixes f and b, where both directions are read.
 * Matrices are in c order, so that a symbol's weights lie one after the other.
 */
public final class RecurrentParameters implements ParamInitializer {
  static final String INPUT = "W";
  static final String RECURRENT = "RW";
  static final String BIAS = "b";
  static final String RECURRENT_BIAS = "rb";
  static final String FORWARD = "f";
  static final String BACKWARD = "b";

  /** Prefixes of the keys, one a direction. */
  static List<String> directions(RecurrentCell layer) {
    return layer.readsBothWays() ? List.of(FORWARD, BACKWARD) : List.of("");
  }

  /** Shapes of all parameters by their keys, in the order of the flat vector. */
  static Map<String, long[]> allShapes(RecurrentCell layer) {
    Map<String, long[]> all = new LinkedHashMap<>();
    for (String direction : directions(layer)) {
      shapes(layer).forEach((key, shape) -> all.put(direction + key, shape));
    }
    return all;
  }

  /** Shapes of one direction's parameters, in the order of the flat vector. */
  private static Map<String, long[]> shapes(RecurrentCell layer) {
    long width = layer.cell().gates() * layer.getNOut();
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(INPUT, new long[] {layer.getNIn(), width});
    shapes.put(RECURRENT, new long[] {layer.getNOut(), width});
    shapes.put(BIAS, new long[] {width});
    if (layer.cell().hasRecurrentBias()) {
      shapes.put(RECURRENT_BIAS, new long[] {width});
    }
    return shapes;
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    RecurrentCell cell = (RecurrentCell) layer;
    long ofADirection = shapes(cell).values().stream().mapToLong(RecurrentParameters::length).sum();
    return directions(cell).size() * ofADirection;
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    List<String> keys = new ArrayList<>();
    for (String direction : directions((RecurrentCell) layer)) {
      shapes((RecurrentCell) layer).keySet().forEach(key -> keys.add(direction + key));
    }
    return keys;
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
    return key.endsWith(INPUT);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return !isWeightParam(layer, key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray view, boolean initialize) {
    RecurrentCell layer = (RecurrentCell) conf.getLayer();
    Map<String, INDArray> parameters = views(layer, view);
    parameters.keySet().forEach(conf::addVariable);
    if (initialize) {
      parameters.forEach((key, array) -> initialize(layer, key, array, layer.getWeightInitFn()));
    }
    return parameters;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray view) {
    return views((RecurrentCell) conf.getLayer(), view);
  }

  private static Map<String, INDArray> views(RecurrentCell layer, INDArray view) {
    INDArray flat = view.reshape(view.length());
    Map<String, INDArray> views = new LinkedHashMap<>();
    long position = 0;
    for (String direction : directions(layer)) {
      for (Map.Entry<String, long[]> shape : shapes(layer).entrySet()) {
        long end = position + length(shape.getValue());
        INDArray part = flat.get(NDArrayIndex.interval(position, end));
        views.put(direction + shape.getKey(), part.reshape('c', shape.getValue()));
        position = end;
      }
    }
    return views;
  }

  /**
   * Starts one parameter.
   *
   * @param start of weights for which the layer has no start of its own
   */
  static void initialize(RecurrentCell layer, String key, INDArray array, IWeightInit start) {
    long units = layer.getNOut();
    for (int gate = 0; gate < layer.cell().gates(); gate++) {
      long from = gate * units;
      if (key.endsWith(INPUT)) {
        INDArray columns = array.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + units));
        long inputs = array.size(0);
        INDArray fresh = Nd4j.create(array.dataType(), inputs * units);
        columns.assign(
            start(layer, key, start).init(inputs, units, new long[] {inputs, units}, 'c', fresh));
      } else {
        // The recurrent bias adds to the other one, which alone starts at what is asked for.
        boolean isRecurrent = key.endsWith(RECURRENT_BIAS);
        array
            .get(NDArrayIndex.interval(from, from + units))
            .assign(isRecurrent ? 0 : layer.biasInit(gate));
      }
    }
  }

  private static IWeightInit start(RecurrentCell layer, String key, IWeightInit start) {
    boolean isRecurrent = key.endsWith(RECURRENT);
    return isRecurrent && layer.getWeightInitFnRecurrent() != null
        ? layer.getWeightInitFnRecurrent()
        : start;
  }

  static long length(long[] shape) {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    return length;
  }
}
