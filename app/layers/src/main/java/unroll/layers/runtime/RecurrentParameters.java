package unroll.layers.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.layers.RecurrentCell;
import unroll.layers.kernel.CellWeights;

/**
 * The parameters of a recurrent layer within a network's flat vector: {@code W} {@code [input, gate
 * * unit]}, {@code RW} {@code [unit, gate * unit]}, {@code b} and, for a GRU, {@code rb} {@code
 * [gate * unit]}; all of them twice, with prefixes f and b, where both directions are read.
 * Matrices are in c order, so that a symbol's weights lie one after the other.
 */
public final class RecurrentParameters extends ShapedParameters {
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

  /**
   * One direction's parameters, or their gradients, among others.
   *
   * @param prefix of its keys
   * @param arrays finds an array by its key
   */
  static CellWeights weights(
      RecurrentCell layer, String prefix, Function<String, INDArray> arrays) {
    return new CellWeights(
        arrays.apply(prefix + INPUT),
        arrays.apply(prefix + RECURRENT),
        arrays.apply(prefix + BIAS),
        layer.cell().hasRecurrentBias() ? arrays.apply(prefix + RECURRENT_BIAS) : null);
  }

  @Override
  Map<String, long[]> shapes(Layer layer) {
    return shapes((RecurrentCell) layer);
  }

  static Map<String, long[]> shapes(RecurrentCell layer) {
    long width = layer.cell().gates() * layer.getNOut();
    Map<String, long[]> shapes = new LinkedHashMap<>();
    for (String direction : directions(layer)) {
      shapes.put(direction + INPUT, new long[] {layer.getNIn(), width});
      shapes.put(direction + RECURRENT, new long[] {layer.getNOut(), width});
      shapes.put(direction + BIAS, new long[] {width});
      if (layer.cell().hasRecurrentBias()) {
        shapes.put(direction + RECURRENT_BIAS, new long[] {width});
      }
    }
    return shapes;
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return key.endsWith(INPUT);
  }

  @Override
  void start(Layer layer, Map<String, INDArray> parameters) {
    RecurrentCell cell = (RecurrentCell) layer;
    start(cell, parameters, cell.getWeightInitFn());
  }

  /**
   * Starts a layer's parameters.
   *
   * @param parameters by their keys
   * @param start of weights for which the layer has no start of its own
   */
  static void start(RecurrentCell layer, Map<String, INDArray> parameters, IWeightInit start) {
    parameters.forEach((key, array) -> start(layer, key, array, start));
  }

  private static void start(RecurrentCell layer, String key, INDArray array, IWeightInit start) {
    long units = layer.getNOut();
    for (int gate = 0; gate < layer.cell().gates(); gate++) {
      long from = gate * units;
      if (key.endsWith(INPUT)) {
        INDArray columns = array.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + units));
        long inputs = array.size(0);
        INDArray fresh = Nd4j.create(array.dataType(), inputs * units);
        boolean isRecurrent = key.endsWith(RECURRENT) && layer.getWeightInitFnRecurrent() != null;
        IWeightInit own = isRecurrent ? layer.getWeightInitFnRecurrent() : start;
        columns.assign(own.init(inputs, units, new long[] {inputs, units}, 'c', fresh));
      } else {
        // The recurrent bias adds to the other one, which alone starts at what is asked for.
        boolean isRecurrent = key.endsWith(RECURRENT_BIAS);
        array
            .get(NDArrayIndex.interval(from, from + units))
            .assign(isRecurrent ? 0 : layer.biasInit(gate));
      }
    }
  }
}
