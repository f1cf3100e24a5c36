package unroll.data;

import java.util.List;

/**
 * Which sequences make which batch. A plan is a pure function of epoch and batch number, so that an
 * iterator can stop and go on at any batch.
 */
public sealed interface BatchPlan permits ContiguousStreams, ShuffledExamples, WorkerShare {
  /** Number of batches in every epoch, at least 1. */
  int batches();

  /**
   * The rows of one batch.
   *
   * @param epoch counted from 0
   * @param batch from 0 to before {@link #batches()}
   */
  List<SequenceExample> rows(int epoch, int batch);

  /** Whether each row continues where the same row of the batch before ended. */
  boolean carriesState();

  /** The same data in batches of so many times as many rows, for workers to share. */
  BatchPlan widened(int times);
}
