package unroll.training;

import unroll.network.RecurrentNetwork;

/** Where a training leaves what must survive it. */
public interface Checkpoints {
  /** Adds a row to the metrics. */
  void record(EvaluationRow row);

  /** Keeps the model of the lowest loss so far. */
  void saveBest(RecurrentNetwork network);

  /** Keeps the newest model with all that is needed to go on. */
  void save(RecurrentNetwork network, Snapshot snapshot);
}
