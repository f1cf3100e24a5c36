package unroll.insight;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.SequenceOutput;
import unroll.layers.StepEncoder;
import unroll.network.NamedLayer;
import unroll.network.OutputMatrix;
import unroll.network.RecurrentNetwork;

/**
 * The parameters of a network as they were at a moment.
 *
 * @param layers by the name of the parameter, from the input up: {@code W} {@code [input, output]},
 *     {@code b} and so on, a vector as one line; none of an encoder of frames
 */
record TraceWeights(List<Map<String, double[][]>> layers) {

  static TraceWeights of(RecurrentNetwork network) {
    List<Map<String, double[][]>> layers = new ArrayList<>();
    for (NamedLayer layer : NamedLayer.of(network.dl4j())) {
      Map<String, double[][]> parameters = new LinkedHashMap<>();
      if (!(layer.layer().conf().getLayer() instanceof StepEncoder)) {
        layer.layer().paramTable().forEach((name, array) -> parameters.put(name, lines(array)));
      }
      if (layer.layer().conf().getLayer() instanceof SequenceOutput output
          && output.isTiedToEmbedding()) {
        parameters.put("W", lines(OutputMatrix.of(network.dl4j())));
      }
      layers.add(parameters);
    }
    return new TraceWeights(layers);
  }

  private static double[][] lines(INDArray array) {
    INDArray matrix = array.rank() == 2 ? array : array.reshape(1, array.length());
    int width = (int) matrix.size(1);
    double[] values = matrix.dup('c').data().asDouble();
    double[][] lines = new double[(int) matrix.size(0)][width];
    for (int i = 0; i < values.length; i++) {
      lines[i / width][i % width] = values[i];
    }
    return lines;
  }
}
