package unroll.layers.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.layers.StepEncoder;
import unroll.layers.kernel.EncoderShape;

/**
 * The parameters of a step encoder, in this order and each in c order: {@code S} {@code [symbol,
 * output]}, which a layer without symbols lacks; of every convolution block {@code cW0} {@code
 * [filter, channel, row, column]} and {@code cb0} {@code [filter]}; of every dense layer {@code
 * hW0} {@code [input, unit]} and {@code hb0} {@code [unit]}; of the linear map {@code W} {@code
 * [input, output]} and {@code b} {@code [output]}.
 */
public final class EncoderParameters implements ParamInitializer {
  static final String SYMBOLS = "S";
  private static final String LINEAR = "W";

  /** Numbers of the symbols' vectors, after which the encoder's parameters begin. */
  static long symbolNumbers(StepEncoder layer) {
    return layer.getSymbols() * layer.getNOut();
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    StepEncoder encoder = (StepEncoder) layer;
    return symbolNumbers(encoder) + encoder.shape().length();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    StepEncoder encoder = (StepEncoder) layer;
    List<String> keys = new ArrayList<>();
    if (encoder.getSymbols() > 0) {
      keys.add(SYMBOLS);
    }
    encoder.shape().parts().forEach(part -> keys.add(part.key()));
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
    return key.equals(SYMBOLS) || key.contains(LINEAR);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return !isWeightParam(layer, key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray view, boolean initialize) {
    StepEncoder layer = (StepEncoder) conf.getLayer();
    Map<String, INDArray> views = getGradientsFromFlattened(conf, view);
    views.keySet().forEach(conf::addVariable);
    if (initialize) {
      INDArray flat = view.reshape(view.length());
      long start = symbolNumbers(layer);
      if (start > 0) {
        // As an embedding has it: a unit reads one symbol at a time, however many there are.
        long[] shape = {layer.getSymbols(), layer.getNOut()};
        INDArray place = flat.get(NDArrayIndex.interval(0, start));
        layer.getWeightInitFn().init(1, layer.getNOut(), shape, 'c', place);
      }
      for (EncoderShape.Part part : layer.shape().parts()) {
        initialize(
            layer, part, flat.get(NDArrayIndex.interval(start + part.start(), start + part.end())));
      }
    }
    return views;
  }

  private static void initialize(StepEncoder layer, EncoderShape.Part part, INDArray place) {
    if (part.isWeights()) {
      IWeightInit initializer =
          part.key().equals(LINEAR) ? layer.getWeightInitFn() : new WeightInitRelu();
      initializer.init(part.fanIn(), part.fanOut(), part.shape(), 'c', place);
    } else {
      place.assign(Double.isNaN(layer.getBiasInit()) ? 0 : layer.getBiasInit());
    }
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray view) {
    StepEncoder layer = (StepEncoder) conf.getLayer();
    INDArray flat = view.reshape(view.length());
    long start = symbolNumbers(layer);
    Map<String, INDArray> views = new LinkedHashMap<>();
    if (start > 0) {
      views.put(
          SYMBOLS,
          flat.get(NDArrayIndex.interval(0, start))
              .reshape('c', layer.getSymbols(), layer.getNOut()));
    }
    for (EncoderShape.Part part : layer.shape().parts()) {
      INDArray place = flat.get(NDArrayIndex.interval(start + part.start(), start + part.end()));
      views.put(part.key(), place.reshape('c', part.shape()));
    }
    return views;
  }
}
