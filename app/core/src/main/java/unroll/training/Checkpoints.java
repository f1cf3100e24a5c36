package unroll.training;

import unroll.network.RecurrentNetwork;

/** Where a training leaves what must survive it. */
public interface Checkpoints {
  /** Adds a row to the metrics. */
  void record(EvaluationRow row);

  /** Keeps the model of the lowest loss so far. */
  void saveBest(RecurrentNetwork network);

  /**
   * Keeps a model for the film of the training.
   *
   * @param step optimizer steps made
   */
  default void saveFrame(RecurrentNetwork network, int step) {}

  /**
   * Keeps a model that may be averaged with others in the end; older ones than are needed for that
   * may go.
   *
   * @param step optimizer steps made
   * @param models how many are averaged
   */
  default void saveForAverage(RecurrentNetwork network, int step, int models) {}

  /** Keeps the newest model with all that is needed to go on. */
  void save(RecurrentNetwork network, Snapshot snapshot);
}
