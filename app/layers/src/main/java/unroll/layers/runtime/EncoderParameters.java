package unroll.layers.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.StepEncoder;
import unroll.layers.kernel.EncoderShape;

/**
 * The parameters of a step encoder, in this order and each in c order: {@code S} {@code [symbol,
 * output]}, which a layer without symbols lacks; of every convolution block {@code cW0} {@code
 * [filter, channel, row, column]} and {@code cb0} {@code [filter]}; of every dense layer {@code
 * hW0} {@code [input, unit]} and {@code hb0} {@code [unit]}; of the linear map {@code W} {@code
 * [input, output]} and {@code b} {@code [output]}.
 */
public final class EncoderParameters extends ShapedParameters {
  static final String SYMBOLS = "S";
  private static final String LINEAR = "W";

  /** Numbers of the symbols' vectors, after which the encoder's parameters begin. */
  static long symbolNumbers(StepEncoder layer) {
    return layer.getSymbols() * layer.getNOut();
  }

  @Override
  Map<String, long[]> shapes(Layer layer) {
    StepEncoder encoder = (StepEncoder) layer;
    Map<String, long[]> shapes = new LinkedHashMap<>();
    if (encoder.getSymbols() > 0) {
      shapes.put(SYMBOLS, new long[] {encoder.getSymbols(), encoder.getNOut()});
    }
    encoder.shape().parts().forEach(part -> shapes.put(part.key(), part.shape()));
    return shapes;
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return key.equals(SYMBOLS) || key.contains(LINEAR);
  }

  @Override
  void start(Layer layer, Map<String, INDArray> parameters) {
    StepEncoder encoder = (StepEncoder) layer;
    if (encoder.getSymbols() > 0) {
      // As an embedding has it: a unit reads one symbol at a time, however many there are.
      startWeights(encoder.getWeightInitFn(), 1, encoder.getNOut(), parameters.get(SYMBOLS));
    }
    for (EncoderShape.Part part : encoder.shape().parts()) {
      start(encoder, part, parameters.get(part.key()));
    }
  }

  private static void start(StepEncoder layer, EncoderShape.Part part, INDArray array) {
    if (part.isWeights()) {
      IWeightInit start =
          part.key().equals(LINEAR) ? layer.getWeightInitFn() : new WeightInitRelu();
      startWeights(start, part.fanIn(), part.fanOut(), array);
    } else {
      array.assign(Double.isNaN(layer.getBiasInit()) ? 0 : layer.getBiasInit());
    }
  }
}
