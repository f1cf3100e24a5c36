package unroll.layers.weights;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of one layer by key, such as {@code "W"}.
 *
 * @param layer index in the network
 */
record LayerParameters(int layer, Map<String, INDArray> byKey) {
  boolean has(String key) {
    return byKey.containsKey(key);
  }

  /** The shape of a parameter with two axes. */
  long[] matrixShape(String key) {
    INDArray parameter = byKey.get(key);
    if (parameter == null || parameter.rank() != 2) {
      throw wrong(key, "a matrix", parameter);
    }
    return parameter.shape();
  }

  /** A matrix {@code [rows, columns]} that is one tensor. */
  ParameterLink matrix(
      String key, long rows, long columns, ParameterLink.Orientation orientation, String tensor) {
    long[] shape = {rows, columns};
    if (!Arrays.equals(matrixShape(key), shape)) {
      throw wrong(key, "shape " + Arrays.toString(shape), byKey.get(key));
    }
    return new ParameterLink(layer, key, byKey.get(key), orientation, List.of(tensor));
  }

  /** A vector that is the sum of tensors. */
  ParameterLink vector(String key, long length, String... tensors) {
    INDArray parameter = byKey.get(key);
    if (parameter == null || parameter.length() != length) {
      throw wrong(key, "length " + length, parameter);
    }
    return new ParameterLink(
        layer, key, parameter, ParameterLink.Orientation.VECTOR, List.of(tensors));
  }

  /** Refuses a layer with a parameter for which PyTorch's module has no place. */
  void requireNoneBut(Set<String> keys) {
    for (String key : byKey.keySet()) {
      if (!keys.contains(key)) {
        throw wrong(key, "none, PyTorch's module has no such parameter", byKey.get(key));
      }
    }
  }

  private IllegalArgumentException wrong(String key, String expected, INDArray found) {
    String description = found == null ? "none" : "shape " + Arrays.toString(found.shape());
    return new IllegalArgumentException(
        "layer %d, parameter %s: expected %s, found %s"
            .formatted(layer, key, expected, description));
  }
}
