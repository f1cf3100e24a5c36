package unroll.layers.runtime;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.RecurrentCell;
import unroll.layers.RecurrentState;

/**
 * The state of a layer of one direction as DL4J carries it between calls, under the keys of DL4J's
 * own layers.
 */
public final class StateMap {
  /** Hidden state {@code [batch, unit]}. */
  public static final String HIDDEN = "prevAct";

  /** Cell state {@code [batch, unit]}. */
  public static final String CELL = "prevMemCell";

  private static final String POOLED = "pooled";
  private static final String POOLED_STEPS = "pooledSteps";

  private final RecurrentCell layer;

  StateMap(RecurrentCell layer) {
    this.layer = layer;
  }

  /** The state in a map, none for an empty map. */
  List<RecurrentState> read(Map<String, INDArray> map) {
    INDArray hidden = map.get(HIDDEN);
    if (hidden == null) {
      return List.of();
    }
    INDArray cell = map.get(CELL);
    if (cell == null && layer.cell().hasCellState()) {
      cell = hidden.like();
    }
    return List.of(new RecurrentState(hidden, cell));
  }

  RecurrentPass.PooledSteps readPooled(Map<String, INDArray> map) {
    return map.containsKey(POOLED)
        ? new RecurrentPass.PooledSteps(map.get(POOLED), map.get(POOLED_STEPS).toDoubleVector())
        : RecurrentPass.PooledSteps.NONE;
  }

  /** The arrays of a pass lie outside DL4J's workspaces, so they are kept as they are. */
  void write(
      List<RecurrentState> states, RecurrentPass.PooledSteps pooled, Map<String, INDArray> map) {
    map.put(HIDDEN, states.get(0).hidden());
    if (states.get(0).cell() != null) {
      map.put(CELL, states.get(0).cell());
    }
    if (pooled != null && pooled.values() != null) {
      map.put(POOLED, pooled.values());
      map.put(POOLED_STEPS, Nd4j.createFromArray(pooled.counts()).detach());
    }
  }
}
