package unroll.experiment;

import unroll.network.RecurrentNetwork;
import unroll.training.Snapshot;

/**
 * Where a training can go on.
 *
 * @param network with its optimizer's state
 */
record Checkpoint(RecurrentNetwork network, Snapshot snapshot) {
  /** Optimizer steps made. */
  int step() {
    return snapshot.state().step();
  }
}
