package unroll.spark;

import java.io.Serializable;
import unroll.network.CarriedState;
import unroll.training.WorkerState;

/** What a worker carries to its next step, fit to travel. */
record CarriedBytes(WorkerState.RandomState random, int[] ownPredictions, byte[] recurrentState)
    implements Serializable {
  static CarriedBytes of(WorkerState state) {
    return new CarriedBytes(
        state.random(), state.ownPredictions(), state.recurrentState().toBytes());
  }

  WorkerState state() {
    return new WorkerState(
        random, ownPredictions, CarriedState.read("a worker's state", recurrentState));
  }
}
