package unroll.training;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import unroll.layers.kernel.FlatVector;
import unroll.network.RecurrentNetwork;

/**
 * One optimizer step. DL4J's own {@code fit} forgets the recurrent state before every batch,
 * divides by sequences instead of labeled steps and clips layer by layer; this does none of it.
 */
public final class TrainingStep {
  private final MultiLayerNetwork network;
  private final MultiLayerUpdater updater;
  private final double clipNorm;

  /**
   * What a step did.
   *
   * @param loss mean over labeled steps, in nats, before the step
   * @param labels labeled steps
   * @param gradientNorm L2 norm before clipping
   */
  public record Report(double loss, long labels, double gradientNorm) {}

  /**
   * @param clipNorm longest gradient; 0: any
   */
  public TrainingStep(RecurrentNetwork network, double clipNorm) {
    this.network = network.dl4j();
    this.updater = (MultiLayerUpdater) this.network.getUpdater();
    this.clipNorm = clipNorm;
  }

  /** Changes the parameters by one batch; a carried recurrent state goes on from the one before. */
  public Report run(DataSet batch, double learningRate) {
    network.setInput(batch.getFeatures());
    network.setLabels(batch.getLabels());
    network.setLayerMaskArrays(batch.getFeaturesMaskArray(), batch.getLabelsMaskArray());
    network.computeGradientAndScore();
    // Weight decay adds a penalty to DL4J's score, which is no part of the loss.
    double scoreOfARow = network.score() - network.calcRegularizationScore(true);
    network.clearLayerMaskArrays();
    long labels = labeledSteps(batch);
    INDArray gradient = network.gradient().gradient();
    FlatVector flat = new FlatVector(gradient);
    double norm = flat.norm() / labels;
    flat.scale((clipNorm > 0 && norm > clipNorm ? clipNorm / norm : 1) / labels);
    for (UpdaterBlock block : updater.getUpdaterBlocks()) {
      block.getGradientUpdater().getConfig().setLrAndSchedule(learningRate, null);
    }
    int iteration = network.getIterationCount();
    // The gradient is a mean already, so the updater is told to divide it by 1.
    updater.update(
        network.gradient(),
        iteration,
        network.getEpochCount(),
        1,
        LayerWorkspaceMgr.noWorkspaces());
    new FlatVector(network.params()).subtract(flat);
    network.getLayerWiseConfigurations().setIterationCount(iteration + 1);
    // DL4J's score is the sum over labeled steps divided by the rows of the batch.
    double loss = scoreOfARow * batch.getFeatures().size(0) / labels;
    return new Report(loss, labels, norm);
  }

  /** The next batch starts from the zero state. */
  public void clearState() {
    network.rnnClearPreviousState();
  }

  private static long labeledSteps(DataSet batch) {
    INDArray mask = batch.getLabelsMaskArray();
    INDArray labels = batch.getLabels();
    return mask == null ? labels.size(0) * labels.size(2) : mask.sumNumber().longValue();
  }
}
