package unroll.layers.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.SymbolEmbedding;

/** The parameter of an embedding: {@code W} {@code [symbol, unit]} in c order. */
public final class EmbeddingParameters implements ParamInitializer {
  static final String WEIGHTS = "W";

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    SymbolEmbedding embedding = (SymbolEmbedding) layer;
    return embedding.getNIn() * embedding.getNOut();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.of(WEIGHTS);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of(WEIGHTS);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return key.equals(WEIGHTS);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return false;
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray view, boolean initialize) {
    SymbolEmbedding layer = (SymbolEmbedding) conf.getLayer();
    conf.addVariable(WEIGHTS);
    Map<String, INDArray> views = getGradientsFromFlattened(conf, view);
    if (initialize) {
      // A unit reads one symbol at a time, however many there are.
      long fanIn = 1;
      long[] shape = {layer.getNIn(), layer.getNOut()};
      layer.getWeightInitFn().init(fanIn, layer.getNOut(), shape, 'c', view.reshape(view.length()));
      if (layer.getPaddingId() != SymbolEmbedding.NO_PADDING) {
        views.get(WEIGHTS).getRow(layer.getPaddingId()).assign(0);
      }
    }
    return views;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray view) {
    SymbolEmbedding layer = (SymbolEmbedding) conf.getLayer();
    Map<String, INDArray> views = new LinkedHashMap<>();
    views.put(WEIGHTS, view.reshape('c', layer.getNIn(), layer.getNOut()));
    return views;
  }
}
