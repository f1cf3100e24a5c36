package unroll.insight;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import unroll.data.Topology;
import unroll.layers.SequenceLoss;
import unroll.layers.SequenceOutput;
import unroll.network.RecurrentNetwork;

/** Keeps of a row's outputs what a reading shows. */
final class OutputCollector {
  private static final int NO_LABEL = -1;

  private final int[] labels;
  private final double[] mask;
  private final boolean hasTwoStacks;
  private final StepPredictions predictions;

  OutputCollector(RecurrentNetwork network, DataSet row, int steps, int mostPredictions) {
    SequenceOutput output = (SequenceOutput) network.dl4j().getOutputLayer().conf().getLayer();
    boolean areSymbols = output.getLoss() == SequenceLoss.SOFTMAX_CROSS_ENTROPY;
    this.labels = labels(areSymbols ? row.getLabels() : null, row.getLabelsMaskArray(), steps);
    INDArray features = row.getFeaturesMaskArray();
    this.mask = features == null ? null : features.dup('c').data().asDouble();
    this.hasTwoStacks = network.encodes();
    int most = (int) Math.min(mostPredictions, network.outputSize());
    this.predictions = StepPredictions.empty(steps, most);
  }

  /**
   * Ids of a row's labels, -1 at a step that has none.
   *
   * @param ids {@code [1, 1, time]}, or {@code [1, 1]} of the whole row; else there are none
   * @param mask of the labels, null: all are there
   */
  static int[] labels(INDArray ids, INDArray mask, int steps) {
    int[] labels = new int[steps];
    boolean isOneId = ids != null && ids.size(1) == 1;
    for (int step = 0; step < steps; step++) {
      boolean isLabeled = isOneId && (mask == null || mask.getDouble(0, step) != 0);
      labels[step] =
          isLabeled ? (ids.rank() == 3 ? ids.getInt(0, 0, step) : ids.getInt(0)) : NO_LABEL;
    }
    return labels;
  }

  /**
   * Outputs of steps from {@code from} on.
   *
   * @param output {@code [1, output, time]}, or {@code [1, output]} of the whole row
   */
  void keep(INDArray output, int from) {
    float[] numbers = output.dup('c').data().asFloat();
    if (output.rank() == 2) {
      keepStep(lastStep(), numbers);
      return;
    }
    int time = (int) output.size(2);
    float[] step = new float[(int) output.size(1)];
    for (int i = 0; i < time; i++) {
      if (isAnswered(from + i)) {
        for (int id = 0; id < step.length; id++) {
          step[id] = numbers[id * time + i];
        }
        keepStep(from + i, step);
      }
    }
  }

  /** Of two stacks the second one answers. */
  private boolean isAnswered(int step) {
    return mask == null || (hasTwoStacks ? mask[step] == Topology.TARGET_STEP : mask[step] != 0);
  }

  /** The output that would be the sequence's if it ended at a step. */
  void keepAsLast(INDArray output, int step) {
    predictions.keep(step, output.dup('c').data().asFloat());
  }

  private void keepStep(int step, float[] outputs) {
    predictions.keep(step, outputs);
    if (labels[step] != NO_LABEL) {
      predictions.ofLabel()[step] = outputs[labels[step]];
    }
  }

  private int lastStep() {
    int last = predictions.steps() - 1;
    while (mask != null && last > 0 && mask[last] == 0) {
      last--;
    }
    return last;
  }

  StepPredictions predictions() {
    return predictions;
  }
}
