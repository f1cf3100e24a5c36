package unroll.data;

import java.io.Serializable;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * The one iterator of the suite: batches of any plan and topology, padded and masked, the next one
 * made on another thread while the current one is used. One pass is one epoch; {@link #reset} goes
 * on to the next. It can start and be asked for its {@link Position} at any batch. A batch without
 * rows, as a {@link WorkerShare} may have, is an empty {@link DataSet}.
 */
public final class SequenceBatches implements DataSetIterator, AutoCloseable {
  private static final long serialVersionUID = 1L;

  /**
   * A place in the training data.
   *
   * @param epoch counted from 0
   * @param batch the next batch of that epoch
   */
  public record Position(int epoch, int batch) implements Serializable {
    public static final Position START = new Position(0, 0);
  }

  private final transient BatchPlan plan;
  private final transient boolean goesOn;
  private final transient BatchAssembler assembler;
  private final transient DataShape shape;
  private final transient ExecutorService prefetcher;
  private transient Position position;
  private transient Position prefetched;
  private transient Future<DataSet> prefetch;

  /**
   * @param dataType type of numbers and masks: the network's own
   */
  public SequenceBatches(BatchPlan plan, DataShape shape, DataType dataType, Position start) {
    this(plan, shape, dataType, start, true);
  }

  /** The first epoch alone, as an evaluation reads it: nothing is made ready for a second. */
  public static SequenceBatches onePass(BatchPlan plan, DataShape shape, DataType dataType) {
    return new SequenceBatches(plan, shape, dataType, Position.START, false);
  }

  private SequenceBatches(
      BatchPlan plan, DataShape shape, DataType dataType, Position start, boolean goesOn) {
    this.goesOn = goesOn;
    this.plan = plan;
    this.shape = shape;
    this.assembler = new BatchAssembler(shape, dataType);
    this.position = start;
    this.prefetcher =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "batch-prefetch");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Batches in an epoch. */
  public int batches() {
    return plan.batches();
  }

  /** Whether rows continue from batch to batch, so that recurrent state must be kept. */
  public boolean carriesState() {
    return plan.carriesState();
  }

  /** Where the next call of {@link #next} reads. */
  public Position position() {
    return position;
  }

  @Override
  public boolean hasNext() {
    return position.batch() < plan.batches();
  }

  @Override
  public DataSet next() {
    if (!hasNext()) {
      throw new NoSuchElementException("epoch " + position.epoch() + " has ended");
    }
    DataSet batch = position.equals(prefetched) ? await(prefetch) : assemble(position);
    position = new Position(position.epoch(), position.batch() + 1);
    if (hasNext()) {
      startPrefetch(position);
    } else if (goesOn) {
      startPrefetch(new Position(position.epoch() + 1, 0));
    }
    return batch;
  }

  /** Goes to the start of the next epoch; at the start of one it stays. */
  @Override
  public void reset() {
    if (position.batch() > 0) {
      position = new Position(position.epoch() + 1, 0);
    }
  }

  private DataSet assemble(Position place) {
    List<SequenceExample> rows = plan.rows(place.epoch(), place.batch());
    return rows.isEmpty() ? new DataSet() : assembler.assemble(rows);
  }

  private void startPrefetch(Position next) {
    prefetched = next;
    prefetch = prefetcher.submit(() -> assemble(next));
  }

  private static DataSet await(Future<DataSet> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for a batch");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      } else if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    prefetcher.shutdownNow();
  }

  /** Prefetching is done here already. */
  @Override
  public boolean asyncSupported() {
    return false;
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  @Override
  public DataSet next(int size) {
    throw new UnsupportedOperationException("the batch size is fixed by the plan");
  }

  @Override
  public int inputColumns() {
    return shape.input().size();
  }

  @Override
  public int totalOutcomes() {
    return shape.labels().size();
  }

  @Override
  public int batch() {
    return plan.rows(position.epoch(), 0).size();
  }

  @Override
  public void setPreProcessor(DataSetPreProcessor preProcessor) {
    throw new UnsupportedOperationException("examples are prepared before they are batched");
  }

  @Override
  public DataSetPreProcessor getPreProcessor() {
    return null;
  }

  @Override
  public List<String> getLabels() {
    return null;
  }
}
