package unroll.training;

import java.util.Optional;
import java.util.function.Supplier;
import org.nd4j.linalg.dataset.DataSet;
import unroll.config.UserException;
import unroll.data.BatchPlan;
import unroll.data.DataShape;
import unroll.data.SequenceBatches;
import unroll.network.RecurrentNetwork;

/** Trains a network: steps, evaluations, the best and the last model, early stopping. */
public final class Trainer {
  /** Why a training ended. */
  public enum Ending {
    EPOCHS_DONE,
    NO_LONGER_IMPROVING,
    STOPPED
  }

  private final TrainingConfig config;
  private final DataShape shape;
  private final Supplier<Scorer> scorers;
  private final Checkpoints checkpoints;
  private final TrainingObserver observer;

  /**
   * @param scorers a new scorer for every evaluation
   */
  public Trainer(
      TrainingConfig config,
      DataShape shape,
      Supplier<Scorer> scorers,
      Checkpoints checkpoints,
      TrainingObserver observer) {
    this.config = config;
    this.shape = shape;
    this.scorers = scorers;
    this.checkpoints = checkpoints;
    this.observer = observer;
  }

  /**
   * Trains until the epochs are done, nothing improves any more, or the observer says stop.
   *
   * @throws DivergedException if the loss is not a finite number any more
   * @throws UserException if the validation data give no figure to rank models by
   */
  public Ending train(
      RecurrentNetwork network, BatchPlan training, Optional<BatchPlan> validation) {
    TrainingState state = TrainingState.START;
    try (SequenceBatches batches =
        new SequenceBatches(training, shape, network.dataType(), state.position())) {
      Course course = new Course(network, batches, validation, state);
      while (course.state.position().epoch() < config.epochs()) {
        if (observer.stopRequested()) {
          checkpoints.saveLast(network, course.state);
          return Ending.STOPPED;
        }
        course.step();
        if (course.isEvaluationDue()) {
          course.evaluate();
          if (course.isHopeless()) {
            return Ending.NO_LONGER_IMPROVING;
          }
        }
      }
    }
    return Ending.EPOCHS_DONE;
  }

  /** The learning rate of a step. */
  private double learningRate(TrainingState state, int batchesInAnEpoch) {
    double clock = config.schedule().factor(state.epochs(batchesInAnEpoch), config.epochs());
    return config.optimizer().learningRate() * clock * state.rateFactor();
  }

  /** One training on its way. */
  private final class Course {
    private final RecurrentNetwork network;
    private final SequenceBatches batches;
    private final Optional<BatchPlan> validation;
    private final TrainingStep trainingStep;
    private final Optional<OwnPredictions> ownPredictions;
    private final long start = System.nanoTime();
    private TrainingState state;
    private Interval interval;
    private double learningRate;

    Course(
        RecurrentNetwork network,
        SequenceBatches batches,
        Optional<BatchPlan> validation,
        TrainingState state) {
      this.network = network;
      this.batches = batches;
      this.validation = validation;
      this.trainingStep = new TrainingStep(network, config.clipNorm());
      this.ownPredictions =
          shape.feedback().isPresent() && !config.feeding().isTruthOnly()
              ? Optional.of(new OwnPredictions(network, shape.feedback().getAsInt(), config.seed()))
              : Optional.empty();
      this.state = state;
      this.interval = new Interval();
    }

    void step() {
      if (state.position().batch() == 0 || !batches.carriesState()) {
        trainingStep.clearState();
        ownPredictions.ifPresent(OwnPredictions::clear);
      }
      learningRate = learningRate(state, batches.batches());
      DataSet batch = batches.next();
      double truthShare = config.feeding().truthShare(state.epochs(batches.batches()));
      ownPredictions.ifPresent(
          predictions -> predictions.feed(batch, truthShare, state.step(), batches.carriesState()));
      TrainingStep.Report report = trainingStep.run(batch, learningRate);
      if (!Double.isFinite(report.loss())) {
        throw new DivergedException(state.step() + 1, report.loss());
      }
      if (!batches.hasNext()) {
        batches.reset();
      }
      interval.add(report);
      state = state.afterStep(batches.position(), report.labels());
      observer.stepped(state, report.loss(), seconds());
    }

    boolean isEvaluationDue() {
      boolean lastStep = state.position().epoch() == config.epochs();
      return config.evaluateEvery() == 0
          ? state.position().batch() == 0
          : lastStep || state.step() % config.evaluateEvery() == 0;
    }

    void evaluate() {
      // What the last step broke shows in no training loss, and must be neither asked nor saved.
      if (!Double.isFinite(network.dl4j().params().sumNumber().doubleValue())) {
        throw new DivergedException(state.step(), Double.NaN);
      }
      double symbolsPerSecond = interval.symbolsPerSecond();
      Evaluator evaluator = new Evaluator(shape);
      EvaluationRow row =
          new EvaluationRow(
              state.epochs(batches.batches()),
              state.step(),
              learningRate,
              interval.loss(),
              interval.gradientNorm(),
              validation.map(plan -> evaluator.score(network, plan, scorers.get())),
              seconds(),
              symbolsPerSecond);
      requireRankable(row);
      state = state.afterEvaluation(row.decidingLoss(config.bestBy()), config.schedule());
      checkpoints.record(row);
      if (state.isBest()) {
        checkpoints.saveBest(network);
      }
      checkpoints.saveLast(network, state);
      observer.evaluated(row, network);
      interval = new Interval();
    }

    private void requireRankable(EvaluationRow row) {
      if (!row.validation().stream().allMatch(score -> Double.isFinite(score.loss()))) {
        throw new DivergedException(state.step(), Double.NaN);
      } else if (!Double.isFinite(row.decidingLoss(config.bestBy()))) {
        throw new UserException(
            "training.best-by: the validation data give no %s, such as where all have one label;"
                    .formatted(config.bestBy())
                + " expected another metric, or loss");
      }
    }

    boolean isHopeless() {
      return config.patience() > 0 && state.evaluationsSinceBest() >= config.patience();
    }

    private double seconds() {
      return (System.nanoTime() - start) / 1e9;
    }
  }

  /** What happened since the last evaluation. */
  private static final class Interval {
    private final long start = System.nanoTime();
    private double lossSum;
    private double normSum;
    private long labels;
    private int steps;

    void add(TrainingStep.Report report) {
      lossSum += report.loss() * report.labels();
      normSum += report.gradientNorm();
      labels += report.labels();
      steps++;
    }

    double loss() {
      return lossSum / labels;
    }

    double gradientNorm() {
      return normSum / steps;
    }

    double symbolsPerSecond() {
      return labels / ((System.nanoTime() - start) / 1e9);
    }
  }
}
