package unroll.layers.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Parameters of a layer that lie one after the other in a network's flat vector, each in c order;
 * every one is a weight or a bias.
 */
abstract class ShapedParameters implements ParamInitializer {
  /** Shapes by key, in the order of the flat vector. */
  abstract Map<String, long[]> shapes(Layer layer);

  /** Gives all parameters the numbers that a training begins with. */
  abstract void start(Layer layer, Map<String, INDArray> parameters);

  /** Starts weights as a layer wants. */
  static void startWeights(IWeightInit start, long fanIn, long fanOut, INDArray weights) {
    INDArray flat = weights.reshape('c', new long[] {weights.length()});
    start.init(fanIn, fanOut, weights.shape(), 'c', flat);
  }

  @Override
  public final long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public final long numParams(Layer layer) {
    return shapes(layer).values().stream().mapToLong(ShapedParameters::length).sum();
  }

  private static long length(long[] shape) {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    return length;
  }

  @Override
  public final List<String> paramKeys(Layer layer) {
    return List.copyOf(shapes(layer).keySet());
  }

  @Override
  public final List<String> weightKeys(Layer layer) {
    return paramKeys(layer).stream().filter(key -> isWeightParam(layer, key)).toList();
  }

  @Override
  public final List<String> biasKeys(Layer layer) {
    return paramKeys(layer).stream().filter(key -> isBiasParam(layer, key)).toList();
  }

  @Override
  public final boolean isBiasParam(Layer layer, String key) {
    return !isWeightParam(layer, key);
  }

  @Override
  public final Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray view, boolean initialize) {
    Map<String, INDArray> parameters = getGradientsFromFlattened(conf, view);
    parameters.keySet().forEach(conf::addVariable);
    if (initialize) {
      start(conf.getLayer(), parameters);
    }
    return parameters;
  }

  @Override
  public final Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray view) {
    INDArray flat = view.reshape(view.length());
    Map<String, INDArray> views = new LinkedHashMap<>();
    long position = 0;
    for (Map.Entry<String, long[]> shape : shapes(conf.getLayer()).entrySet()) {
      long end = position + length(shape.getValue());
      INDArray part = flat.get(NDArrayIndex.interval(position, end));
      views.put(shape.getKey(), part.reshape('c', shape.getValue()));
      position = end;
    }
    return views;
  }
}
