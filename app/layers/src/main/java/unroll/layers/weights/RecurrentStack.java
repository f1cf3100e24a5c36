package unroll.layers.weights;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Consecutive recurrent layers that are one RNN, LSTM or GRU module of PyTorch. */
final class RecurrentStack {
  private static final int RNN_GATES = 1;
  private static final int GRU_GATES = 3;
  private static final int LSTM_GATES = 4;

  /**
   * One direction of every layer.
   *
   * @param keys what its parameters' keys begin with
   * @param suffix what its tensors' names end with
   */
  private record Direction(String keys, String suffix) {}

  private final String prefix;
  private final List<LayerParameters> layers;
  private final List<Direction> directions;
  private final boolean isGru;
  private final boolean hasBias;
  private final long units;
  private final long columns;

  private RecurrentStack(String prefix, List<LayerParameters> layers) {
    this.prefix = prefix;
    this.layers = layers;
    LayerParameters first = layers.get(0);
    this.directions =
        first.has("fW")
            ? List.of(new Direction("f", ""), new Direction("b", "_reverse"))
            : List.of(new Direction("", ""));
    String keys = directions.get(0).keys();
    this.isGru = first.has(keys + "rb");
    this.hasBias = first.has(keys + "b");
    long[] recurrent = first.matrixShape(keys + "RW");
    this.units = recurrent[0];
    this.columns = recurrent[1];
    requireGates(first, keys);
  }

  /**
   * Links the layers' parameters to the module's tensors.
   *
   * @param prefix what the module's tensors begin with, such as {@code "rnn."}
   * @throws IllegalArgumentException if no module of PyTorch has such layers
   */
  static List<ParameterLink> links(String prefix, List<LayerParameters> layers) {
    return new RecurrentStack(prefix, layers).links();
  }

  /** A GRU without biases looks like no other cell, as it alone has three gates. */
  private void requireGates(LayerParameters first, String keys) {
    boolean fits =
        columns == GRU_GATES * units
            ? isGru || !hasBias
            : !isGru && (columns == RNN_GATES * units || columns == LSTM_GATES * units);
    if (!fits) {
      throw new IllegalArgumentException(
          "layer %d, parameter %sRW: expected %s columns for %d units, found %d"
              .formatted(
                  first.layer(),
                  keys,
                  isGru ? GRU_GATES * units : RNN_GATES * units + " or " + LSTM_GATES * units,
                  units,
                  columns));
    }
  }

  private List<ParameterLink> links() {
    List<ParameterLink> links = new ArrayList<>();
    long inputs = layers.get(0).matrixShape(directions.get(0).keys() + "W")[0];
    for (int i = 0; i < layers.size(); i++) {
      Set<String> keys = new HashSet<>();
      for (Direction direction : directions) {
        List<ParameterLink> found = links(layers.get(i), i, direction, inputs);
        found.forEach(link -> keys.add(link.key()));
        links.addAll(found);
      }
      layers.get(i).requireNoneBut(keys);
      inputs = directions.size() * units;
    }
    return links;
  }

  private List<ParameterLink> links(
      LayerParameters layer, int index, Direction direction, long inputs) {
    String keys = direction.keys();
    String suffix = "_l" + index + direction.suffix();
    String inputBias = prefix + "bias_ih" + suffix;
    String recurrentBias = prefix + "bias_hh" + suffix;
    List<ParameterLink> links = new ArrayList<>();
    links.add(matrix(layer, keys + "W", inputs, prefix + "weight_ih" + suffix));
    links.add(matrix(layer, keys + "RW", units, prefix + "weight_hh" + suffix));
    if (isGru) {
      links.add(layer.vector(keys + "b", columns, inputBias));
      links.add(layer.vector(keys + "rb", columns, recurrentBias));
    } else if (hasBias) {
      links.add(layer.vector(keys + "b", columns, inputBias, recurrentBias));
    }
    return links;
  }

  private ParameterLink matrix(LayerParameters layer, String key, long rows, String tensor) {
    return layer.matrix(key, rows, columns, ParameterLink.Orientation.TRANSPOSED, tensor);
  }
}
