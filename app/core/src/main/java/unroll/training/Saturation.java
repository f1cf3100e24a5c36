package unroll.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.kernel.GateTape;

/**
 * How far a recurrent layer has run into the flat ends of its functions, where gradients end. Gates
 * count as Karpathy, Johnson and Fei-Fei (2015) count them: shut below 0.1, open above 0.9.
 *
 * @param gates by name, over all steps, rows and units
 * @param farOutputs share of hidden states beyond 0.95 from zero
 */
record Saturation(Map<String, Gate> gates, double farOutputs) {
  private static final double SHUT = 0.1;
  private static final double OPEN = 0.9;
  private static final double FAR = 0.95;

  /** Shares of a gate's values that are below 0.1, and above 0.9. */
  record Gate(double shut, double open) {}

  /**
   * Of all directions together.
   *
   * @param tapes of one layer; values that are not finite do not count
   */
  static Saturation of(List<GateTape> tapes) {
    Map<String, Gate> gates = new LinkedHashMap<>();
    for (String name : tapes.get(0).gates().keySet()) {
      List<INDArray> values = tapes.stream().map(tape -> tape.gates().get(name)).toList();
      gates.put(name, new Gate(share(values, v -> v < SHUT), share(values, v -> v > OPEN)));
    }
    List<INDArray> hidden = tapes.stream().map(GateTape::hidden).toList();
    return new Saturation(gates, share(hidden, v -> Math.abs(v) > FAR));
  }

  private static double share(List<INDArray> arrays, DoublePredicate predicate) {
    long all = 0;
    long met = 0;
    for (INDArray array : arrays) {
      for (double value : NumberRange.doubles(array)) {
        if (Double.isFinite(value)) {
          all++;
          met += predicate.test(value) ? 1 : 0;
        }
      }
    }
    return all == 0 ? 0 : (double) met / all;
  }

  /** The share of gates that are shut or open, all gates of a unit alike. */
  double saturatedGates() {
    return gates.values().stream()
        .mapToDouble(gate -> gate.shut() + gate.open())
        .average()
        .orElse(0);
  }

  /** As a person reads it. */
  String text() {
    List<String> parts = new ArrayList<>();
    gates.forEach(
        (name, gate) ->
            parts.add("%s %s / %s".formatted(name, percent(gate.shut()), percent(gate.open()))));
    String open =
        gates.isEmpty()
            ? ""
            : parts.stream()
                .collect(Collectors.joining(", ", "gates below 0.1 / above 0.9: ", "; "));
    return open + "outputs beyond 0.95: " + percent(farOutputs);
  }

  private static String percent(double share) {
    return Math.round(100 * share) + " %";
  }
}
