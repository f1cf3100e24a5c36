package unroll.training;

import java.util.Optional;
import org.nd4j.linalg.dataset.DataSet;
import unroll.config.UserException;
import unroll.data.BatchPlan;
import unroll.data.DataShape;
import unroll.data.SequenceBatches;
import unroll.network.CarriedState;
import unroll.network.RecurrentNetwork;

/** One training on its way. */
final class TrainingCourse {
  private static final double NANOS_IN_A_SECOND = 1e9;
  private static final double SECONDS_IN_A_MINUTE = 60;

  private final TrainingConfig config;
  private final DataShape shape;
  private final RecurrentNetwork network;
  private final SequenceBatches batches;
  private final Checkpoints checkpoints;
  private final TrainingObserver observer;
  private final TrainingStep trainingStep;
  private final TrainingWatch watch;
  private final Optional<OwnPredictions> ownPredictions;
  private final FilmSteps filmSteps;
  private final long start = System.nanoTime();
  private double secondsBefore;
  private long saved = start;
  private long evaluated = start;
  private long labelsSinceEvaluated;
  private TrainingState state = TrainingState.START;
  private IntervalSums interval = IntervalSums.NONE;
  private double learningRate;

  TrainingCourse(
      TrainingConfig config,
      DataShape shape,
      RecurrentNetwork network,
      SequenceBatches batches,
      Checkpoints checkpoints,
      TrainingObserver observer) {
    this.config = config;
    this.shape = shape;
    this.network = network;
    this.batches = batches;
    this.checkpoints = checkpoints;
    this.observer = observer;
    this.trainingStep = new TrainingStep(network, config.clipNorm());
    this.watch = new TrainingWatch(network, shape, config);
    this.ownPredictions =
        shape.feedback().isPresent() && !config.feeding().isTruthOnly()
            ? Optional.of(new OwnPredictions(network, shape.feedback().getAsInt(), config.seed()))
            : Optional.empty();
    this.filmSteps = new FilmSteps(config.filmFrames());
  }

  /** Goes on where a training of the same network stopped. */
  void goOnFrom(Snapshot before) {
    state = before.state();
    interval = before.interval();
    secondsBefore = before.seconds();
    before.random().restore();
    before.recurrentState().applyTo(network);
    ownPredictions.ifPresent(predictions -> predictions.restore(before.ownPredictions()));
  }

  boolean areEpochsDone() {
    return state.position().epoch() >= config.epochs();
  }

  boolean isHopeless() {
    return config.patience() > 0 && state.evaluationsSinceBest() >= config.patience();
  }

  void step() {
    if (state.position().batch() == 0 || !batches.carriesState()) {
      trainingStep.clearState();
      ownPredictions.ifPresent(OwnPredictions::clear);
    }
    learningRate = rate();
    DataSet batch = batches.next();
    double truthShare = config.feeding().truthShare(state.epochs(batches.batches()));
    ownPredictions.ifPresent(
        predictions -> predictions.feed(batch, truthShare, state.step(), batches.carriesState()));
    TrainingStep.Report report = trainingStep.run(batch, learningRate);
    watch.stepped(batch, report, learningRate, state.step() + 1);
    if (!batches.hasNext()) {
      batches.reset();
    }
    interval = interval.plus(report);
    labelsSinceEvaluated += report.labels();
    state = state.afterStep(batches.position(), report.labels());
    observer.stepped(state, report.loss(), seconds());
  }

  private double rate() {
    double clock = config.schedule().factor(state.epochs(batches.batches()), config.epochs());
    return config.optimizer().learningRate() * clock * state.rateFactor();
  }

  boolean isEvaluationDue() {
    return config.evaluateEvery() == 0
        ? state.position().batch() == 0
        : areEpochsDone() || state.step() % config.evaluateEvery() == 0;
  }

  boolean isCheckpointDue() {
    boolean isStep = config.checkpointEvery() > 0 && state.step() % config.checkpointEvery() == 0;
    double minutes = secondsSince(saved) / SECONDS_IN_A_MINUTE;
    return isStep || config.checkpointMinutes() > 0 && minutes >= config.checkpointMinutes();
  }

  /** Keeps the model for the film, where this step is one of its. */
  void film() {
    if (filmSteps.contain(state.step())) {
      checkpoints.saveFrame(network, state.step());
    }
  }

  void evaluate(Optional<BatchPlan> validation, Scorer scorer) {
    double symbolsPerSecond = labelsSinceEvaluated / secondsSince(evaluated);
    Evaluator evaluator = new Evaluator(shape);
    EvaluationRow row =
        new EvaluationRow(
            state.epochs(batches.batches()),
            state.step(),
            learningRate,
            interval.meanLoss(),
            interval.meanGradientNorm(),
            validation.map(plan -> evaluator.score(network, plan, scorer)),
            seconds(),
            symbolsPerSecond);
    requireRankable(row);
    state = state.afterEvaluation(row.decidingLoss(config.bestBy()), config.schedule());
    interval = IntervalSums.NONE;
    checkpoints.record(row);
    if (state.isBest()) {
      checkpoints.saveBest(network);
    }
    if (config.averageLast() > 0) {
      checkpoints.saveForAverage(network, state.step(), config.averageLast());
    }
    // Last, so that a checkpoint never knows of a row or a best model that is not on the disk.
    save();
    observer.evaluated(row, network);
    watch.warnings(row).forEach(observer::warned);
    labelsSinceEvaluated = 0;
    evaluated = System.nanoTime();
  }

  private void requireRankable(EvaluationRow row) {
    if (!row.validation().stream().allMatch(score -> Double.isFinite(score.loss()))) {
      throw new DivergedException(
          "step %d: the validation loss is not finite, though the training loss is; look for a"
                  .formatted(state.step())
              + " number out of all proportion in the validation data");
    } else if (!Double.isFinite(row.decidingLoss(config.bestBy()))) {
      throw new UserException(
          "training.best-by: the validation data give no %s, such as where all have one label;"
                  .formatted(config.bestBy())
              + " expected another metric, or loss");
    }
  }

  /** Keeps what is needed to go on from here. */
  void save() {
    checkpoints.save(
        network,
        new Snapshot(
            state,
            interval,
            Snapshot.RandomState.now(),
            ownPredictions.map(OwnPredictions::carried).orElse(null),
            CarriedState.of(network),
            seconds()));
    saved = System.nanoTime();
  }

  private double seconds() {
    return secondsBefore + secondsSince(start);
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / NANOS_IN_A_SECOND;
  }
}
