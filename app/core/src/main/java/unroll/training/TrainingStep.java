package unroll.training;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import unroll.layers.kernel.FlatVector;
import unroll.network.BatchReplay;
import unroll.network.RecurrentNetwork;

/**
 * One optimizer step. DL4J's own {@code fit} forgets the recurrent state before every batch,
 * divides by sequences instead of labeled steps and clips layer by layer; this does none of it.
 *
 * <p>A step that would spoil the parameters ends before it changes them.
 */
public final class TrainingStep {
  /**
   * Neither a parameter nor its change in a step may be larger. Healthy ones are thousands of times
   * smaller, and from there nothing is learned: a sum of 10 saturates a gate, and a float of this
   * size is known to a hundredth only.
   */
  static final double HUGE = 1e5;

  private final MultiLayerNetwork network;
  private final MultiLayerUpdater updater;
  private final double firstRate;
  private Trouble.Clipping clipping;

  /**
   * What a step did.
   *
   * @param loss mean over labeled steps, in nats, before the step
   * @param labels labeled steps
   * @param gradientNorm L2 norm before clipping
   */
  public record Report(double loss, long labels, double gradientNorm) implements Serializable {
    /** Of a step in which there was nothing to learn from. */
    static final Report IDLE = new Report(0, 0, 0);

    /**
     * Of one step that several workers made: means by labeled steps, that of their gradients' norms
     * too.
     */
    public static Report merged(List<Report> parts) {
      List<Report> busy = parts.stream().filter(part -> part.labels() > 0).toList();
      if (busy.size() == 1) {
        return busy.get(0);
      }
      double loss = 0;
      double norm = 0;
      long labels = 0;
      for (Report part : busy) {
        loss += part.loss() * part.labels();
        norm += part.gradientNorm() * part.labels();
        labels += part.labels();
      }
      return new Report(loss / labels, labels, norm / labels);
    }
  }

  /**
   * @param clipNorm longest gradient; 0: any
   */
  public TrainingStep(RecurrentNetwork network, double clipNorm) {
    this.network = network.dl4j();
    this.updater = (MultiLayerUpdater) this.network.getUpdater();
    this.firstRate =
        updater.getUpdaterBlocks().get(0).getGradientUpdater().getConfig().getLearningRate(0, 0);
    this.clipping = new Trouble.Clipping(clipNorm, 0, 0);
  }

  /**
   * Changes the parameters by one batch; a carried recurrent state goes on from the one before. A
   * batch without labels counts as a step that changes nothing.
   *
   * @throws DivergedException if the loss, a gradient, the learning rate, the change or a parameter
   *     is not finite, or one of the last two is huge; only in the last case have the parameters
   *     changed
   */
  public Report run(DataSet batch, double learningRate) {
    long labels = labeledSteps(batch);
    if (labels == 0) {
      countStep();
      return Report.IDLE;
    }
    List<Map<String, INDArray>> states = carriedStates();
    network.setInput(batch.getFeatures());
    network.setLabels(batch.getLabels());
    network.setLayerMaskArrays(batch.getFeaturesMaskArray(), batch.getLabelsMaskArray());
    network.computeGradientAndScore();
    // Weight decay adds a penalty to DL4J's score, which is no part of the loss.
    double scoreOfARow = network.score() - network.calcRegularizationScore(true);
    network.clearLayerMaskArrays();
    FlatVector flat = new FlatVector(network.gradient().gradient());
    double norm = flat.norm() / labels;
    // DL4J's score is the sum over labeled steps divided by the rows of the batch.
    double loss = scoreOfARow * batch.getFeatures().size(0) / labels;
    Attempt attempt = new Attempt(batch, states, learningRate, new Report(loss, labels, norm));
    attempt.require(
        Double.isFinite(loss) && Double.isFinite(norm) && Double.isFinite(learningRate),
        Trouble.Stage.GRADIENT);
    double clipNorm = clipping.norm();
    flat.scale((clipNorm > 0 && norm > clipNorm ? clipNorm / norm : 1) / labels);
    makeChange(learningRate);
    attempt.require(flat.largest() <= HUGE, Trouble.Stage.CHANGE);
    double largest = new FlatVector(network.params()).subtract(flat);
    attempt.require(largest <= HUGE, Trouble.Stage.PARAMETERS);
    countStep();
    clipping = clipping.after(norm);
    return attempt.report;
  }

  private void countStep() {
    network.getLayerWiseConfigurations().setIterationCount(network.getIterationCount() + 1);
  }

  /** Turns the gradient into what is to be taken off the parameters, in place. */
  private void makeChange(double learningRate) {
    setRate(learningRate);
    // Not the updater's own update: that divides by a number of rows, and the gradient is a mean
    // already. Dividing it by 1 goes through all of it with one thread.
    for (UpdaterBlock block : updater.getUpdaterBlocks()) {
      block.update(network.getIterationCount(), network.getEpochCount());
    }
    // DL4J lays the optimizer's state out by layers of the same rate, so a model must be saved with
    // the rate it began with: a block holds the configuration of its first layer only.
    setRate(firstRate);
  }

  private void setRate(double rate) {
    for (UpdaterBlock block : updater.getUpdaterBlocks()) {
      block.getGradientUpdater().getConfig().setLrAndSchedule(rate, null);
    }
  }

  private List<Map<String, INDArray>> carriedStates() {
    boolean carries =
        network.getLayerWiseConfigurations().getBackpropType() == BackpropType.TruncatedBPTT;
    return carries ? BatchReplay.carriedStates(network) : List.of();
  }

  /** The next batch starts from the zero state. */
  public void clearState() {
    network.rnnClearPreviousState();
  }

  private static long labeledSteps(DataSet batch) {
    if (batch.getFeatures() == null) {
      return 0;
    }
    INDArray mask = batch.getLabelsMaskArray();
    INDArray labels = batch.getLabels();
    return mask == null ? labels.size(0) * labels.size(2) : mask.sumNumber().longValue();
  }

  /** A step on its way, with what a diagnosis of it needs. */
  private final class Attempt {
    private final DataSet batch;
    private final List<Map<String, INDArray>> states;
    private final double learningRate;
    private final Report report;

    Attempt(DataSet batch, List<Map<String, INDArray>> states, double learningRate, Report report) {
      this.batch = batch;
      this.states = states;
      this.learningRate = learningRate;
      this.report = report;
    }

    void require(boolean isGood, Trouble.Stage stage) {
      if (!isGood) {
        throw new DivergedException(
            new Diagnosis(
                    new Trouble(
                        network,
                        batch,
                        states,
                        stage,
                        network.getIterationCount() + 1,
                        learningRate,
                        report.loss(),
                        report.gradientNorm(),
                        clipping))
                .text());
      }
    }
  }
}
