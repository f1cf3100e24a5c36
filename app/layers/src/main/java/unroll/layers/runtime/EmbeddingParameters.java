package unroll.layers.runtime;

import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.SymbolEmbedding;

/** The parameter of an embedding: {@code W} {@code [symbol, unit]} in c order. */
public final class EmbeddingParameters extends ShapedParameters {
  static final String WEIGHTS = "W";

  @Override
  Map<String, long[]> shapes(Layer layer) {
    SymbolEmbedding embedding = (SymbolEmbedding) layer;
    return Map.of(WEIGHTS, new long[] {embedding.getNIn(), embedding.getNOut()});
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return key.equals(WEIGHTS);
  }

  @Override
  void start(Layer layer, Map<String, INDArray> parameters) {
    SymbolEmbedding embedding = (SymbolEmbedding) layer;
    INDArray weights = parameters.get(WEIGHTS);
    // A unit reads one symbol at a time, however many there are.
    startWeights(embedding.getWeightInitFn(), 1, embedding.getNOut(), weights);
    if (embedding.getPaddingId() != SymbolEmbedding.NO_PADDING) {
      weights.getRow(embedding.getPaddingId()).assign(0);
    }
  }
}
