package unroll.rehearsal;

import java.util.Optional;
import unroll.data.SequenceBatches.Position;
import unroll.network.RecurrentNetwork;
import unroll.task.TaskData;
import unroll.training.Checkpoints;
import unroll.training.DivergedException;
import unroll.training.EvaluationRow;
import unroll.training.Snapshot;
import unroll.training.Trainer;
import unroll.training.TrainingConfig;
import unroll.training.TrainingObserver;
import unroll.training.TrainingState;

/**
 * The first optimizer steps of a training, timed. They are those of the trainer itself; batches are
 * shuffled, so the first ones of an epoch are as good as any. Nothing is kept of it.
 */
final class SpeedTrial implements TrainingObserver, Checkpoints {
  private static final int WARM_STEPS = 5;
  private static final double WARM_SECONDS = 1.2;
  private static final double MEASURED_SECONDS = 2.5;

  /** Of so many a second is enough. */
  private static final int MANY_STEPS = 100;

  /** After which a few slow steps must do. */
  private static final double PATIENCE_SECONDS = 10;

  private static final int FEWEST_STEPS = 2;

  private final EpochCensus census;
  private final long start = System.nanoTime();
  private Position next = Position.START;
  private long warmUntil;
  private long measuredUntil;
  private int steps;
  private int measured;
  private double measuredSteps;

  /**
   * What was measured.
   *
   * @param optimizerSteps measured, after those to warm up
   * @param seconds they took
   * @param steps of their sequences, without padding
   * @param failure why there are no more, if the loss was not finite
   */
  record Speed(int optimizerSteps, double seconds, double steps, Optional<String> failure) {
    double stepsPerSecond() {
      return steps / seconds;
    }
  }

  private SpeedTrial(EpochCensus census) {
    this.census = census;
  }

  /**
   * Trains for a few seconds, over and over where the whole training takes less.
   *
   * @param network is changed
   */
  static Speed of(
      TrainingConfig config, TaskData data, RecurrentNetwork network, EpochCensus census) {
    SpeedTrial trial = new SpeedTrial(census);
    Trainer trainer = new Trainer(config, data.shape(), data::scorer, trial, trial);
    Optional<String> failure = Optional.empty();
    try {
      while (!trial.stopRequested()) {
        trial.next = Position.START;
        trainer.train(network, data.splits().training(), Optional.empty(), Optional.empty());
      }
    } catch (DivergedException e) {
      failure = Optional.of(e.getMessage());
    }
    double seconds = (trial.measuredUntil - trial.warmUntil) / 1e9;
    return new Speed(trial.measured, seconds, trial.measuredSteps, failure);
  }

  @Override
  public void stepped(TrainingState state, double loss, double secondsSinceStart) {
    long now = System.nanoTime();
    double inBatch = stepsOf(next);
    next = state.position();
    steps++;
    if (isWarm(now)) {
      measured++;
      measuredSteps += inBatch;
      measuredUntil = now;
    } else if (steps >= WARM_STEPS && seconds(start, now) >= WARM_SECONDS || isLate(now)) {
      warmUntil = now;
    }
  }

  /** Those of later epochs are in another order, so the mean must do. */
  private double stepsOf(Position place) {
    return place.epoch() == 0
        ? census.batches().get(place.batch()).steps()
        : (double) census.steps() / census.batches().size();
  }

  private boolean isWarm(long now) {
    return warmUntil != 0 && now > warmUntil;
  }

  private boolean isLate(long now) {
    return seconds(start, now) > PATIENCE_SECONDS / 2;
  }

  @Override
  public boolean stopRequested() {
    if (measured == 0) {
      return false;
    }
    double needed = measured >= MANY_STEPS ? 1 : MEASURED_SECONDS;
    boolean isEnough = seconds(warmUntil, measuredUntil) >= needed;
    boolean isLong = seconds(start, measuredUntil) >= PATIENCE_SECONDS;
    return isEnough && measured >= FEWEST_STEPS || isLong;
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }

  @Override
  public void evaluated(EvaluationRow row, RecurrentNetwork network) {}

  @Override
  public void record(EvaluationRow row) {}

  @Override
  public void saveBest(RecurrentNetwork network) {}

  @Override
  public void save(RecurrentNetwork network, Snapshot snapshot) {}
}
