package unroll.training;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import unroll.data.BatchPlan;
import unroll.data.DataShape;
import unroll.data.SequenceBatches;
import unroll.data.Topology;
import unroll.network.RecurrentNetwork;

/** Scores a network on sequences it is not trained on; contiguous streams keep their state. */
public final class Evaluator {
  /** Smallest probability told apart from zero, so that one impossible symbol is not infinite. */
  private static final double SMALLEST = 1e-38;

  private final Topology topology;
  private final DataShape shape;

  public Evaluator(Topology topology, DataShape shape) {
    this.topology = topology;
    this.shape = shape;
  }

  /** Score over the plan's first epoch. */
  public Score score(RecurrentNetwork network, BatchPlan plan) {
    Score total = new Score(0, 0, 0);
    network.clearStepState();
    try (SequenceBatches batches =
        new SequenceBatches(
            plan, topology, shape, network.dataType(), SequenceBatches.Position.START)) {
      while (batches.hasNext()) {
        DataSet batch = batches.next();
        INDArray output =
            batches.carriesState() ? network.step(batch.getFeatures()) : network.output(batch);
        total = total.plus(score(output, batch));
      }
    }
    network.clearStepState();
    return total;
  }

  private static Score score(INDArray output, DataSet batch) {
    INDArray labels = batch.getLabels();
    INDArray mask = batch.getLabelsMaskArray();
    INDArray best = output.argMax(1);
    double loss = 0;
    long count = 0;
    long correct = 0;
    for (int row = 0; row < output.size(0); row++) {
      for (int step = 0; step < output.size(2); step++) {
        if (mask == null || mask.getDouble(row, step) != 0) {
          int label = labels.getInt(row, 0, step);
          loss -= Math.log(Math.max(output.getDouble(row, label, step), SMALLEST));
          correct += best.getInt(row, step) == label ? 1 : 0;
          count++;
        }
      }
    }
    return new Score(loss, count, correct);
  }
}
