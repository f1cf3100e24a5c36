package unroll.layers.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.SequenceOutput;

/**
 * The parameters of an output layer: {@code W} {@code [input, output]} in c order, which a layer
 * tied to an embedding lacks, and {@code b} {@code [output]}.
 */
public final class OutputParameters extends ShapedParameters {
  static final String WEIGHTS = "W";
  static final String BIAS = "b";

  @Override
  Map<String, long[]> shapes(Layer layer) {
    SequenceOutput output = (SequenceOutput) layer;
    Map<String, long[]> shapes = new LinkedHashMap<>();
    if (!output.isTiedToEmbedding()) {
      shapes.put(WEIGHTS, new long[] {output.getNIn(), output.getNOut()});
    }
    shapes.put(BIAS, new long[] {output.getNOut()});
    return shapes;
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return key.equals(WEIGHTS);
  }

  @Override
  void start(Layer layer, Map<String, INDArray> parameters) {
    SequenceOutput output = (SequenceOutput) layer;
    if (!output.isTiedToEmbedding()) {
      startWeights(
          output.getWeightInitFn(), output.getNIn(), output.getNOut(), parameters.get(WEIGHTS));
    }
    parameters.get(BIAS).assign(Double.isNaN(output.getBiasInit()) ? 0 : output.getBiasInit());
  }
}
