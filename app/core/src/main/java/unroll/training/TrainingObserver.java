package unroll.training;

import unroll.network.RecurrentNetwork;

/** Watches a training, and may end it. */
public interface TrainingObserver {
  /**
   * Before the first step of a process.
   *
   * @param batches optimizer steps in an epoch
   */
  default void began(int batches) {}

  /**
   * After every optimizer step; when steps are made in rounds, after a round for each of them.
   *
   * @param loss mean over the labeled steps of the batch, in nats
   */
  void stepped(TrainingState state, double loss, double secondsSinceStart);

  /** After every evaluation. */
  void evaluated(EvaluationRow row, RecurrentNetwork network);

  /** What does not end a training, but should be known: a line each. */
  default void warned(String message) {}

  /** Asked before every step or round: whether to stop, keeping the last state. */
  boolean stopRequested();
}
