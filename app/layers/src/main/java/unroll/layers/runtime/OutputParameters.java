package unroll.layers.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.layers.SequenceOutput;

/**
 * The parameters of an output layer: {@code W} {@code [input, output]} in c order, which a layer
 * tied to an embedding lacks, and {@code b} {@code [output]}.
 */
public final class OutputParameters implements ParamInitializer {
  static final String WEIGHTS = "W";
  static final String BIAS = "b";

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return weights(layer) + ((SequenceOutput) layer).getNOut();
  }

  private static long weights(Layer layer) {
    SequenceOutput output = (SequenceOutput) layer;
    return output.isTiedToEmbedding() ? 0 : output.getNIn() * output.getNOut();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return ((SequenceOutput) layer).isTiedToEmbedding() ? List.of(BIAS) : List.of(WEIGHTS, BIAS);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return ((SequenceOutput) layer).isTiedToEmbedding() ? List.of() : List.of(WEIGHTS);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of(BIAS);
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return key.equals(WEIGHTS);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return key.equals(BIAS);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray view, boolean initialize) {
    SequenceOutput layer = (SequenceOutput) conf.getLayer();
    Map<String, INDArray> views = getGradientsFromFlattened(conf, view);
    views.keySet().forEach(conf::addVariable);
    if (initialize) {
      if (!layer.isTiedToEmbedding()) {
        long[] shape = {layer.getNIn(), layer.getNOut()};
        INDArray flat = view.reshape(view.length());
        layer
            .getWeightInitFn()
            .init(
                layer.getNIn(),
                layer.getNOut(),
                shape,
                'c',
                flat.get(NDArrayIndex.interval(0, weights(layer))));
      }
      views.get(BIAS).assign(Double.isNaN(layer.getBiasInit()) ? 0 : layer.getBiasInit());
    }
    return views;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray view) {
    SequenceOutput layer = (SequenceOutput) conf.getLayer();
    INDArray flat = view.reshape(view.length());
    long weights = weights(layer);
    Map<String, INDArray> views = new LinkedHashMap<>();
    if (weights > 0) {
      views.put(
          WEIGHTS,
          flat.get(NDArrayIndex.interval(0, weights))
              .reshape('c', layer.getNIn(), layer.getNOut()));
    }
    views.put(BIAS, flat.get(NDArrayIndex.interval(weights, weights + layer.getNOut())));
    return views;
  }
}
