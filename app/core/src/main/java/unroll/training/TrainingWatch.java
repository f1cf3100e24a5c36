package unroll.training;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Topology;
import unroll.network.BatchReplay;
import unroll.network.RecurrentNetwork;

/**
 * Watches the numbers of a training: ends it where the loss explodes, and warns once of each kind
 * of trouble that needs no end. It draws nothing at random and leaves network and state as they
 * are, so a training is the same with it and without.
 */
final class TrainingWatch {
  /** Of the batch that evaluations look at: enough to tell layers apart, and cheap. */
  private static final int ROWS = 8;

  private static final int STEPS = 64;

  /** Optimizer steps between two looks, so that evaluations close to each other stay cheap. */
  private static final int LOOK_EVERY = 20;

  /** Units of a network that has learned its task run into the flat ends, and may. */
  private static final double LEARNED = 0.1;

  private enum Warning {
    DEAD,
    UNMOVED,
    SATURATED,
    PLATEAU
  }

  private final RecurrentNetwork network;
  private final DataShape shape;
  private final LayerHealth health = new LayerHealth();
  private final Plateau plateau;
  private final Set<Warning> given = EnumSet.noneOf(Warning.class);
  private Trouble.Clipping clipping;
  private Explosion explosion;
  private DataSet sample;
  private double chance;
  private int stepsSinceLook;

  TrainingWatch(RecurrentNetwork network, DataShape shape, TrainingConfig config) {
    this.network = network;
    this.shape = shape;
    this.plateau = new Plateau(config);
    this.clipping = new Trouble.Clipping(config.clipNorm(), 0, 0);
  }

  /**
   * Takes in a step that was made.
   *
   * @param made what it learned from
   * @param step counted from 1
   * @throws DivergedException if the loss has exploded; see {@link Explosion}
   */
  void stepped(Supplier<DataSet> made, TrainingStep.Report report, double learningRate, int step) {
    if (sample == null) {
      DataSet batch = made.get();
      sample = start(batch, shape.topology() == Topology.ENCODER_DECODER);
      chance = chance(batch.getLabels());
      explosion = new Explosion(chance);
    }
    stepsSinceLook++;
    if (explosion.isReachedBy(report.loss())) {
      throw new DivergedException(
          new Diagnosis(
                  new Trouble(
                      network.dl4j(),
                      made.get(),
                      List.of(),
                      Trouble.Stage.LOSS,
                      step,
                      learningRate,
                      report.loss(),
                      report.gradientNorm(),
                      clipping))
              .text());
    }
    clipping = clipping.after(report.gradientNorm());
  }

  /** The mean loss of a step for who knows nothing: of numbers, for who says 0. */
  private double chance(INDArray labels) {
    if (shape.labels() instanceof Channel.Symbolic) {
      return Math.log(shape.labels().size());
    } else if (shape.labels() instanceof Channel.YesNo) {
      return shape.labels().size() * Math.log(2);
    }
    double sum = 0;
    double[] numbers = NumberRange.doubles(labels);
    for (double number : numbers) {
      sum += number * number;
    }
    return sum / numbers.length;
  }

  /** Warnings that an evaluation gives rise to and that were not given before, a line each. */
  List<String> warnings(EvaluationRow row) {
    List<String> lines = new ArrayList<>();
    give(Warning.PLATEAU, plateau.after(row), lines);
    if (stepsSinceLook >= LOOK_EVERY) {
      stepsSinceLook = 0;
      look(row.trainingLoss(), lines);
    }
    return lines;
  }

  private void look(double trainingLoss, List<String> lines) {
    List<BatchReplay.Reading> readings = new BatchReplay(network.dl4j()).read(sample, List.of());
    give(Warning.DEAD, health.dead(readings, sample.getFeaturesMaskArray()), lines);
    give(Warning.UNMOVED, health.unmoved(readings), lines);
    if (trainingLoss > LEARNED * chance) {
      give(Warning.SATURATED, health.saturated(readings), lines);
    }
  }

  private void give(Warning warning, Optional<String> text, List<String> lines) {
    if (text.isPresent() && given.add(warning)) {
      lines.add(text.get());
    }
  }

  /**
   * A copy of a batch's first rows and steps, without labels.
   *
   * @param isWhole whether all steps are wanted, as another stack reads the last of them
   */
  private static DataSet start(DataSet batch, boolean isWhole) {
    INDArrayIndex rows = first(batch.getFeatures().size(0), ROWS);
    long time = batch.getFeatures().size(2);
    INDArrayIndex steps = first(time, isWhole ? (int) time : STEPS);
    INDArray mask = batch.getFeaturesMaskArray();
    return new DataSet(
        batch.getFeatures().get(rows, NDArrayIndex.all(), steps).dup('c'),
        null,
        mask == null ? null : mask.get(rows, steps).dup('c'),
        null);
  }

  private static INDArrayIndex first(long size, int most) {
    return NDArrayIndex.interval(0, Math.min(size, most));
  }
}
