package unroll.training;

import java.util.Arrays;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.data.Symbols;
import unroll.network.RecurrentNetwork;

/**
 * Writes a network's own predictions into the inputs of a batch, wherever the input of a step is
 * the label of the step before. The network reads the batch step by step, without dropout; the
 * training step that follows reads the same inputs at once.
 */
final class OwnPredictions {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final RecurrentNetwork network;
  private final int feedback;
  private final long seed;

  private int[] carried;

  /**
   * @param feedback the input symbol that stands for label 0
   */
  OwnPredictions(RecurrentNetwork network, int feedback, long seed) {
    this.network = network;
    this.feedback = feedback;
    this.seed = seed;
  }

  /** The next batch does not go on from the one before. */
  void clear() {
    carried = null;
  }

  /** Predictions of the last step of the newest batch, for rows that go on; else null. */
  int[] carried() {
    return carried;
  }

  /** Goes on from predictions that {@link #carried} gave. */
  void restore(int[] predictions) {
    carried = predictions;
  }

  /**
   * Changes the features of the batch.
   *
   * @param truthShare share of steps that keep the true label
   * @param step the optimizer step, from which and the seed it follows which steps those are
   */
  void feed(DataSet batch, double truthShare, int step, boolean carriesState) {
    INDArray features = batch.getFeatures();
    int rows = (int) features.size(0);
    int time = (int) features.size(2);
    boolean[][] labeled = labeledSteps(batch, rows, time);
    Random random = new Random(seed + GOLDEN_RATIO * (step + 1L));
    if (network.encodes()) {
      feedDecoder(batch, labeled, truthShare, random);
      return;
    }
    network.clearStepState();
    if (carriesState) {
      network.stepFromTrainingState();
    }
    int[] predictions = carried;
    for (int t = 0; t < time; t++) {
      for (int row = 0; row < rows; row++) {
        boolean continues = t == 0 ? predictions != null : labeled[row][t - 1];
        if (continues && labeled[row][t] && random.nextDouble() >= truthShare) {
          features.putScalar(row, 0, t, feedback + predictions[row]);
        }
      }
      INDArray input =
          features.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(t, t + 1));
      predictions = network.step(input).argMax(1).reshape(rows).toIntVector();
    }
    carried = carriesState ? predictions : null;
    network.clearStepState();
  }

  /** Every row goes on from its own first label, wherever that stands. */
  private void feedDecoder(DataSet batch, boolean[][] labeled, double truthShare, Random random) {
    INDArray features = batch.getFeatures();
    int rows = labeled.length;
    int[] firstLabels = new int[rows];
    for (int row = 0; row < rows; row++) {
      while (firstLabels[row] < labeled[row].length && !labeled[row][firstLabels[row]]) {
        firstLabels[row]++;
      }
    }
    encode(features, batch.getFeaturesMaskArray(), Arrays.stream(firstLabels).max().orElse(0));
    boolean isOpen = true;
    int[] predictions = null;
    for (int label = 0; isOpen; label++) {
      // Behind an image's symbol its pixels stand; a decoder reads none.
      INDArray inputs = Nd4j.zeros(features.dataType(), rows, features.size(1), 1);
      isOpen = false;
      for (int row = 0; row < rows; row++) {
        int t = firstLabels[row] + label;
        boolean isThere = t < labeled[row].length && labeled[row][t];
        if (isThere && predictions != null && random.nextDouble() >= truthShare) {
          features.putScalar(row, 0, t, feedback + predictions[row]);
        }
        inputs.putScalar(row, 0, 0, isThere ? features.getInt(row, 0, t) : Symbols.NONE);
        isOpen |= t + 1 < labeled[row].length && labeled[row][t + 1];
      }
      predictions = network.step(inputs).argMax(1).reshape(rows).toIntVector();
    }
    network.clearStepState();
  }

  private void encode(INDArray features, INDArray mask, int longest) {
    network.encode(
        features
            .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, longest))
            .dup('c'),
        mask.get(NDArrayIndex.all(), NDArrayIndex.interval(0, longest))
            .eq(1)
            .castTo(network.dataType()));
  }

  private static boolean[][] labeledSteps(DataSet batch, int rows, int time) {
    INDArray mask = batch.getLabelsMaskArray();
    boolean[][] labeled = new boolean[rows][time];
    for (int row = 0; row < rows; row++) {
      for (int t = 0; t < time; t++) {
        labeled[row][t] = mask == null || mask.getDouble(row, t) != 0;
      }
    }
    return labeled;
  }
}
