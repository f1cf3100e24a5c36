package unroll.insight;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
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
        outputs.keep(network.step(SequenceReader.steps(row.getFeatures(), from, to)), from);
      }
      network.clearStepState();
    } else {
      outputs.keep(network.output(row), 0);
    }
    StepPredictions predictions = outputs.predictions();
    double[] losses = new double[steps];
    Arrays.setAll(losses, step -> predictions.loss(step));
    return losses;
  }

  /**
   * Cross-entropy of one label, in nats.
   *
   * @param output {@code [row, output, time]}, or {@code [row, output]} of whole rows
   */
  static double of(INDArray output, int row, int label, long step) {
    return StepPredictions.loss(
        output.rank() == 3 ? output.getFloat(row, label, step) : output.getFloat(row, label));
  }
}
