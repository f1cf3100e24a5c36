package unroll.layers.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.RecurrentCell;
import unroll.layers.RecurrentState;
import unroll.layers.kernel.GateTape;
import unroll.layers.kernel.LayerInput;
import unroll.layers.kernel.StepOrder;

/** A look at the gates of a recurrent layer: reads a batch anew and leaves the layer as it is. */
public final class GateReplay {
  private GateReplay() {}

  /**
   * Reads a batch without dropout.
   *
   * @param input {@code [batch, input, time]}, or ids where the layer reads symbols
   * @param mask {@code [batch, time]}, null for none
   * @param state what the layer goes on from, under the keys of {@link StateMap}; empty: zeros
   * @return one tape a direction, forward first
   */
  public static List<GateTape> of(
      ActiveRecurrentLayer layer, INDArray input, INDArray mask, Map<String, INDArray> state) {
    RecurrentCell cell = (RecurrentCell) layer.conf().getLayer();
    int batch = (int) input.size(0);
    int time = (int) input.size(2);
    LayerInput read =
        cell.isSymbolInput()
            ? new LayerInput.Ids(SymbolIds.timeMajor(input, (int) cell.getNIn(), "gates"))
            : new LayerInput.Frames(
                TimeMajor.matrix(input, layer.getParam(firstKey(cell)).dataType()));
    List<RecurrentState> initial = new StateMap(cell).read(state);
    List<GateTape> tapes = new ArrayList<>();
    for (String direction : RecurrentParameters.directions(cell)) {
      boolean isBackward = direction.equals(RecurrentParameters.BACKWARD);
      tapes.add(
          GateTape.read(
              cell.cell(),
              read,
              StepOrder.of(mask, batch, time, isBackward),
              RecurrentParameters.weights(cell, direction, layer::getParam),
              initial.isEmpty() ? null : initial.get(0)));
    }
    return tapes;
  }

  private static String firstKey(RecurrentCell cell) {
    return RecurrentParameters.directions(cell).get(0) + RecurrentParameters.INPUT;
  }
}
