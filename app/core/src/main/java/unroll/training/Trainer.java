package unroll.training;

import java.util.Optional;
import java.util.function.Supplier;
import unroll.config.UserException;
import unroll.data.BatchPlan;
import unroll.data.DataShape;
import unroll.network.RecurrentNetwork;

/** Trains a network: steps, evaluations, the best model, checkpoints, early stopping. */
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
  private final Crew.Recruiter recruiter;

  /**
   * @param scorers a new scorer for every evaluation
   */
  public Trainer(
      TrainingConfig config,
      DataShape shape,
      Supplier<Scorer> scorers,
      Checkpoints checkpoints,
      TrainingObserver observer) {
    this(config, shape, scorers, checkpoints, observer, Crew.oneWorker(config, shape));
  }

  /**
   * @param scorers a new scorer for every evaluation
   * @param recruiter finds who makes the steps
   */
  public Trainer(
      TrainingConfig config,
      DataShape shape,
      Supplier<Scorer> scorers,
      Checkpoints checkpoints,
      TrainingObserver observer,
      Crew.Recruiter recruiter) {
    this.config = config;
    this.shape = shape;
    this.scorers = scorers;
    this.checkpoints = checkpoints;
    this.observer = observer;
    this.recruiter = recruiter;
  }

  /**
   * Trains until the epochs are done, nothing improves any more, or the observer says stop.
   *
   * @param before where a training with this network stopped; empty: it begins
   * @throws DivergedException if the loss is not a finite number any more
   * @throws UserException if the validation data give no figure to rank models by, or the training
   *     before was one with other data
   */
  public Ending train(
      RecurrentNetwork network,
      BatchPlan training,
      Optional<BatchPlan> validation,
      Optional<Snapshot> before) {
    try (Crew crew = recruiter.recruit(network, training, before)) {
      observer.began(crew.batches());
      TrainingCourse course =
          new TrainingCourse(config, shape, network, crew, checkpoints, observer);
      before.ifPresentOrElse(course::goOnFrom, course::filmStart);
      while (!course.areEpochsDone() && !course.isHopeless()) {
        if (observer.stopRequested()) {
          course.save();
          return Ending.STOPPED;
        }
        if (!course.step()) {
          continue;
        }
        // Before a checkpoint, which must not know of a step whose frame is not on the disk.
        course.film();
        if (course.isEvaluationDue()) {
          course.evaluate(validation, scorers.get());
        } else if (course.isCheckpointDue()) {
          course.save();
        }
      }
      return course.isHopeless() ? Ending.NO_LONGER_IMPROVING : Ending.EPOCHS_DONE;
    }
  }
}
