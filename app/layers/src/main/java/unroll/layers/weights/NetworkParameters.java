package unroll.layers.weights;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of a network.
 *
 * @param table keys such as {@code "0_W"}: the layer's index and the parameter's key
 * @param stockLstms layers of Deeplearning4j itself, whose gates stand in another order
 */
record NetworkParameters(Map<String, INDArray> table, Set<Integer> stockLstms) {
  static NetworkParameters of(MultiLayerNetwork network) {
    Set<Integer> stockLstms = new HashSet<>();
    for (int i = 0; i < network.getnLayers(); i++) {
      if (isStockLstm(network.getLayer(i).conf().getLayer())) {
        stockLstms.add(i);
      }
    }
    return new NetworkParameters(network.paramTable(), stockLstms);
  }

  private static boolean isStockLstm(Layer layer) {
    if (layer instanceof Bidirectional both) {
      return isStockLstm(both.getFwd());
    }
    if (layer instanceof BaseWrapperLayer wrapper) {
      return isStockLstm(wrapper.getUnderlying());
    }
    return layer instanceof AbstractLSTM;
  }

  /**
   * The parameters of one layer.
   *
   * @throws IllegalArgumentException if the layer has none
   */
  LayerParameters layer(int layer) {
    String prefix = layer + "_";
    Map<String, INDArray> parameters = new LinkedHashMap<>();
    table.forEach(
        (key, parameter) -> {
          if (key.startsWith(prefix)) {
            parameters.put(key.substring(prefix.length()), parameter);
          }
        });
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "layer %d: expected parameters, found a network with %s"
              .formatted(layer, table.keySet()));
    }
    return new LayerParameters(layer, parameters);
  }
}
