package unroll.layers.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.RecurrentState;

/**
 * Hidden states and gates of one direction over a batch, computed for a look at them. All matrices
 * are {@code [count, unit]}; their lines stand in the order in which the direction reads.
 *
 * @param order which step of which row a line is
 * @param hidden the states after the steps
 * @param gates the sigmoids by name, none of a vanilla cell
 */
public record GateTape(StepOrder order, INDArray hidden, Map<String, INDArray> gates) {
  /**
   * Reads a batch with ND4J operations.
   *
   * @param initial the state before the first step; null: zeros
   */
  public static GateTape read(
      Cell cell, LayerInput input, StepOrder order, CellWeights weights, RecurrentState initial) {
    int units = (int) weights.recurrent().size(0);
    PortableKernel kernel = new PortableKernel(cell, units);
    INDArray output =
        Nd4j.create(
            weights.input().dataType(),
            new long[] {(long) order.time() * order.batch(), units},
            'c');
    kernel.forward(input, order, weights, initial, new Columns(output, 0, units), true);
    PortableCell.Step[] steps = kernel.tape();
    if (steps.length == 0) {
      return new GateTape(order, Nd4j.create(output.dataType(), 0, units), Map.of());
    }
    INDArray[] hidden = new INDArray[steps.length];
    for (int step = 0; step < steps.length; step++) {
      hidden[step] = steps[step].after();
    }
    Map<String, INDArray> gates = new LinkedHashMap<>();
    List<String> names = names(cell);
    for (int gate = 0; gate < names.size(); gate++) {
      if (!names.get(gate).isEmpty()) {
        gates.put(names.get(gate), gate(steps, gate));
      }
    }
    return new GateTape(order, joined(hidden), gates);
  }

  /** What stands where in {@link PortableCell.Step#gates}; empty: no sigmoid. */
  private static List<String> names(Cell cell) {
    return switch (cell) {
      case LSTM -> List.of("input", "forget", "", "output");
      case GRU -> List.of("reset", "update");
      case TANH_RNN, RELU_RNN -> List.of();
    };
  }

  private static INDArray gate(PortableCell.Step[] steps, int gate) {
    INDArray[] values = new INDArray[steps.length];
    for (int step = 0; step < steps.length; step++) {
      values[step] = steps[step].gates()[gate];
    }
    return joined(values);
  }

  private static INDArray joined(INDArray[] steps) {
    return steps.length == 1 ? steps[0].dup('c') : Nd4j.concat(0, steps);
  }
}
