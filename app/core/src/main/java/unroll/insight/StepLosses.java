package unroll.insight;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.network.RecurrentNetwork;

/** What every step of a sequence costs. */
final class StepLosses {
  private static final int PART = 1024;

  private StepLosses() {}

  /**
   * Cross-entropies of the labels, in nats; NaN where a step has none.
   *
   * @param row a batch of one with labels
   */
  static double[] of(RecurrentNetwork network, DataSet row) {
    int steps = row.getFeatures().rank() == 3 ? (int) row.getFeatures().size(2) : 1;
    OutputCollector outputs = new OutputCollector(network, row, steps, 1);
    if (SequenceReader.canGoOn(network) && row.getFeaturesMaskArray() == null && steps > 1) {
      network.clearStepState();
      for (int from = 0; from < steps; from += PART) {
        int to = Math.min(from + PART, steps);
        INDArray part =
            row.getFeatures()
                .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(from, to))
                .dup('c');
        outputs.keep(network.step(part), from);
      }
      network.clearStepState();
    } else {
      outputs.keep(network.output(row), 0);
    }
    StepPredictions predictions = outputs.predictions();
    double[] losses = new double[steps];
    for (int step = 0; step < steps; step++) {
      boolean hasLabel = !Float.isNaN(predictions.ofLabel()[step]);
      losses[step] = hasLabel ? predictions.loss(step) : Double.NaN;
    }
    return losses;
  }
}
