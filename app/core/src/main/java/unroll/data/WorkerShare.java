package unroll.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of every batch that one of several workers reads. All shares together are the whole
 * plan, and its order of examples. Rows that go on from batch to batch are shared in blocks, so
 * that a worker reads a text in one piece; separate ones in turn, as a batch is sorted by length
 * and all workers should have as much to do.
 *
 * @param worker counted from 0
 */
public record WorkerShare(BatchPlan whole, int worker, int workers) implements BatchPlan {
  @Override
  public int batches() {
    return whole.batches();
  }

  /** No rows at all where a batch has fewer than there are workers. */
  @Override
  public List<SequenceExample> rows(int epoch, int batch) {
    List<SequenceExample> rows = whole.rows(epoch, batch);
    if (carriesState()) {
      return rows.subList(blockStart(rows, worker), blockStart(rows, worker + 1));
    }
    return IntStream.iterate(worker, row -> row < rows.size(), row -> row + workers)
        .mapToObj(rows::get)
        .toList();
  }

  private int blockStart(List<SequenceExample> rows, int of) {
    return (int) ((long) rows.size() * of / workers);
  }

  @Override
  public boolean carriesState() {
    return whole.carriesState();
  }

  @Override
  public BatchPlan widened(int times) {
    return new WorkerShare(whole.widened(times), worker, workers);
  }
}
