package unroll.insight;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.runtime.StateMap;
import unroll.network.NamedLayer;
import unroll.network.RecurrentNetwork;

/**
 * Parts of the sequences of an inspection, all of one length, side by side as one batch.
 *
 * @param firsts the first step of every part
 */
record Stretches(Inspection inspection, int[] firsts, int length) {

  /** What goes in: {@code [part, feature, length]}. */
  INDArray features() {
    INDArray[] parts = new INDArray[firsts.length];
    for (int i = 0; i < firsts.length; i++) {
      int row = inspection.rowOf(firsts[i]);
      int from = firsts[i] - inspection.starts().get(row);
      parts[i] =
          SequenceReader.steps(inspection.rows().get(row).getFeatures(), from, from + length);
    }
    return parts.length == 1 ? parts[0] : Nd4j.concat(0, parts);
  }

  /** Labels of the last steps. */
  int[] lastLabels() {
    int[] labels = new int[firsts.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = inspection.labels()[firsts[i] + length - 1];
    }
    return labels;
  }

  /**
   * What the network that was inspected had read its way to before the parts, under the keys of
   * {@link StateMap}, one map a recurrent layer of arrays {@code [part, unit]}; zeros before a
   * sequence.
   */
  List<Map<String, INDArray>> statesBefore(DataType type) {
    List<Map<String, INDArray>> states = new ArrayList<>();
    for (LayerReading layer : inspection.reading().layers()) {
      Map<String, INDArray> state = new HashMap<>();
      state.put(StateMap.HIDDEN, before(layer.hidden(), type));
      layer.cell().ifPresent(cell -> state.put(StateMap.CELL, before(cell, type)));
      states.add(state);
    }
    return states;
  }

  private INDArray before(UnitSeries series, DataType type) {
    float[] values = new float[firsts.length * series.units()];
    for (int i = 0; i < firsts.length; i++) {
      boolean isStart = Collections.binarySearch(inspection.starts(), firsts[i]) >= 0;
      for (int unit = 0; !isStart && unit < series.units(); unit++) {
        values[i * series.units() + unit] = series.at(firsts[i] - 1, unit);
      }
    }
    return Nd4j.createFromArray(values).reshape(firsts.length, series.units()).castTo(type);
  }

  /** Has a network with such layers go on from {@link #statesBefore} with its next step. */
  void goOn(RecurrentNetwork network) {
    network.clearStepState();
    int recurrent = 0;
    List<Map<String, INDArray>> states = statesBefore(network.dataType());
    for (NamedLayer layer : NamedLayer.recurrent(network.dl4j())) {
      network.dl4j().rnnSetPreviousState(layer.index(), states.get(recurrent++));
    }
  }
}
