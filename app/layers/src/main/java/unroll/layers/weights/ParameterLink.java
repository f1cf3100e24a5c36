package unroll.layers.weights;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A parameter of a layer and the tensors of a state dict whose sum it is.
 *
 * @param layer index in the network
 * @param parameter a matrix, or a vector {@code [n]} or {@code [1, n]}
 * @param orientation how the tensors lie beside the parameter
 * @param tensors names of tensors with equal shapes
 */
record ParameterLink(
    int layer, String key, INDArray parameter, Orientation orientation, List<String> tensors) {

  /** How a tensor lies beside its parameter. */
  enum Orientation {
    SAME,
    TRANSPOSED,
    /** The tensor is {@code [n]}, even if the parameter is {@code [1, n]}. */
    VECTOR
  }

  private long[] tensorShape() {
    return switch (orientation) {
      case SAME -> parameter.shape();
      case TRANSPOSED -> new long[] {parameter.size(1), parameter.size(0)};
      case VECTOR -> new long[] {parameter.length()};
    };
  }

  /**
   * Refuses tensors that {@link #load} could not take.
   *
   * @throws IllegalArgumentException naming the tensor, the layer, the expected and actual shapes
   */
  void check(Map<String, INDArray> stateDict) {
    for (String tensor : tensors) {
      INDArray values = stateDict.get(tensor);
      boolean fits =
          values != null
              && values.dataType().isFPType()
              && Arrays.equals(values.shape(), tensorShape());
      if (!fits) {
        throw new IllegalArgumentException(
            "tensor %s: expected shape %s for parameter %s of layer %d, found %s"
                .formatted(
                    tensor, Arrays.toString(tensorShape()), key, layer, description(values)));
      }
    }
  }

  private static String description(INDArray values) {
    return values == null
        ? "no such tensor"
        : "%s of type %s".formatted(Arrays.toString(values.shape()), values.dataType());
  }

  /** Overwrites the parameter in place. */
  void load(Map<String, INDArray> stateDict) {
    INDArray sum = stateDict.get(tensors.get(0)).castTo(DataType.DOUBLE);
    for (String tensor : tensors.subList(1, tensors.size())) {
      sum = sum.add(stateDict.get(tensor).castTo(DataType.DOUBLE));
    }
    INDArray oriented = orientation == Orientation.TRANSPOSED ? sum.transpose() : sum;
    parameter.assign(oriented.reshape(parameter.shape()).castTo(parameter.dataType()));
  }

  /** Copies the parameter into the first tensor; the others are zero. */
  void save(Map<String, INDArray> stateDict) {
    INDArray oriented = orientation == Orientation.TRANSPOSED ? parameter.transpose() : parameter;
    INDArray values = oriented.dup('c').reshape('c', tensorShape());
    stateDict.put(tensors.get(0), values);
    for (String tensor : tensors.subList(1, tensors.size())) {
      stateDict.put(tensor, values.like());
    }
  }
}
