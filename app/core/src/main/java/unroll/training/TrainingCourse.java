package unroll.training;

import java.util.List;
import java.util.Optional;
import unroll.config.UserException;
import unroll.data.BatchPlan;
import unroll.data.DataShape;
import unroll.network.RecurrentNetwork;

/** One training on its way. */
final class TrainingCourse {
  private static final double NANOS_IN_A_SECOND = 1e9;
  private static final double SECONDS_IN_A_MINUTE = 60;

  private final TrainingConfig config;
  private final DataShape shape;
  private final RecurrentNetwork network;
  private final Crew crew;
  private final Checkpoints checkpoints;
  private final TrainingObserver observer;
  private final TrainingWatch watch;
  private final FilmSteps filmSteps;
  private final long start = System.nanoTime();
  private double secondsBefore;
  private long saved = start;
  private long evaluated = start;
  private long labelsSinceEvaluated;
  private TrainingState state = TrainingState.START;
  private IntervalSums interval = IntervalSums.NONE;
  private double learningRate;
  private int filmed;
  private int checkpointed;

  TrainingCourse(
      TrainingConfig config,
      DataShape shape,
      RecurrentNetwork network,
      Crew crew,
      Checkpoints checkpoints,
      TrainingObserver observer) {
    this.config = config;
    this.shape = shape;
    this.network = network;
    this.crew = crew;
    this.checkpoints = checkpoints;
    this.observer = observer;
    this.watch = new TrainingWatch(network, shape, config);
    this.filmSteps = new FilmSteps(config.filmFrames());
  }

  /** Goes on where a training of the same network stopped. */
  void goOnFrom(Snapshot before) {
    state = before.state();
    interval = before.interval();
    secondsBefore = before.seconds();
    filmed = state.step();
    checkpointed = state.step();
  }

  boolean areEpochsDone() {
    return state.position().epoch() >= config.epochs();
  }

  boolean isHopeless() {
    return config.patience() > 0 && state.evaluationsSinceBest() >= config.patience();
  }

  /**
   * One step, or a round of them.
   *
   * @return whether any was made
   */
  boolean step() {
    List<MadeStep> steps = crew.make(state, stepsUntilDue());
    steps.forEach(this::take);
    return !steps.isEmpty();
  }

  private void take(MadeStep made) {
    TrainingStep.Report report = made.report();
    learningRate = config.rate(state, crew.batches());
    watch.stepped(made.batch(), report, learningRate, state.step() + 1);
    interval = interval.plus(report);
    labelsSinceEvaluated += report.labels();
    state = state.afterStep(crew.batches(), report.labels());
    observer.stepped(state, report.loss(), seconds());
  }

  /**
   * Steps to the next evaluation or end of an epoch. What may change when a training goes on, such
   * as how often it is kept, has no say: rounds, and so figures, would depend on it.
   */
  private int stepsUntilDue() {
    int steps = crew.batches() - state.position().batch();
    int every = config.evaluateEvery();
    return every == 0 ? steps : Math.min(steps, every - state.step() % every);
  }

  boolean isEvaluationDue() {
    return config.evaluateEvery() == 0
        ? state.position().batch() == 0
        : areEpochsDone() || state.step() % config.evaluateEvery() == 0;
  }

  boolean isCheckpointDue() {
    int every = config.checkpointEvery();
    boolean isStep = every > 0 && state.step() / every > checkpointed / every;
    double minutes = secondsSince(saved) / SECONDS_IN_A_MINUTE;
    return isStep || config.checkpointMinutes() > 0 && minutes >= config.checkpointMinutes();
  }

  /** Keeps the model the training begins with for the film. */
  void filmStart() {
    if (filmSteps.contain(state.step())) {
      checkpoints.saveFrame(network, state.step());
    }
  }

  /** Keeps the model for the film, where a step since the last frame is one of its. */
  void film() {
    if (filmSteps.lieBetween(filmed, state.step())) {
      checkpoints.saveFrame(network, state.step());
    }
    filmed = state.step();
  }

  void evaluate(Optional<BatchPlan> validation, Scorer scorer) {
    double symbolsPerSecond = labelsSinceEvaluated / secondsSince(evaluated);
    Evaluator evaluator = new Evaluator(shape);
    EvaluationRow row =
        new EvaluationRow(
            state.epochs(crew.batches()),
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
    checkpoints.save(network, new Snapshot(state, interval, crew.carried(), seconds()));
    saved = System.nanoTime();
    checkpointed = state.step();
  }

  private double seconds() {
    return secondsBefore + secondsSince(start);
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / NANOS_IN_A_SECOND;
  }
}
