package unroll.bench;

import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Whole optimizer steps through DL4J's {@code fit}: symbols in, softmax over as many classes out,
 * Adam.
 */
public final class TrainingBenchmark {
  private final Work work;

  public TrainingBenchmark(Work work) {
    this.work = work;
  }

  /** A character model: rows of equal length, a class at every step. */
  public Measurement train() {
    return measure(null, false);
  }

  /**
   * A tagger: both directions, rows a third of the time to all of it long and padded, a class at
   * every step of a row.
   */
  public Measurement tag() {
    INDArray mask = Nd4j.create(DataType.FLOAT, work.batch(), work.time());
    int shortest = work.time() / 3;
    for (int row = 0; row < work.batch(); row++) {
      int length =
          work.batch() == 1
              ? shortest
              : shortest + (int) ((long) row * (work.time() - shortest) / (work.batch() - 1));
      for (int step = 0; step < length; step++) {
        mask.putScalar(row, step, 1);
      }
    }
    return measure(mask, true);
  }

  private Measurement measure(INDArray mask, boolean isBidirectional) {
    MultiLayerNetwork network = BenchmarkNetworks.of(work, isBidirectional);
    Random random = new Random(1);
    DataSet batch = new DataSet(symbols(random), symbols(random), mask, mask);
    long labels = mask == null ? (long) work.batch() * work.time() : mask.sumNumber().longValue();
    return Measurement.of(() -> network.fit(batch), work.warmUp(), work.repeats(), labels);
  }

  /** Ids for the suite's layers, one-hot vectors for DL4J's. */
  private INDArray symbols(Random random) {
    int[] ids = random.ints((long) work.batch() * work.time(), 0, work.vocabulary()).toArray();
    if (!work.isStock()) {
      return Nd4j.createFromArray(ids).reshape(work.batch(), 1, work.time());
    }
    INDArray oneHot = Nd4j.create(DataType.FLOAT, work.batch(), work.vocabulary(), work.time());
    for (int i = 0; i < ids.length; i++) {
      oneHot.putScalar(i / work.time(), ids[i], i % work.time(), 1);
    }
    return oneHot;
  }
}
