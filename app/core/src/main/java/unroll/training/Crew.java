package unroll.training;

import java.util.List;
import java.util.Optional;
import unroll.data.BatchPlan;
import unroll.data.DataShape;
import unroll.network.RecurrentNetwork;

/** Who makes the steps of a training: this thread, or workers elsewhere. */
public interface Crew extends AutoCloseable {
  /** Steps in an epoch. */
  int batches();

  /**
   * Makes steps, after which the network holds what they have taught.
   *
   * @param from how far the training has come
   * @param most of them, at least 1; none goes beyond the end of the epoch
   * @return at least one, unless whoever works was told to end
   * @throws DivergedException as {@link TrainingStep#run}
   */
  List<MadeStep> make(TrainingState from, int most);

  /** What each worker carries to the next step. */
  List<WorkerState> carried();

  @Override
  void close();

  /** Finds the workers of a training. */
  interface Recruiter {
    /**
     * Makes workers ready.
     *
     * @param network they begin with it as it is, and leave in it what they have learned
     * @param plan in batches for one worker
     * @param before where they stopped; empty: they begin
     * @throws unroll.config.UserException if the data does not fit what was before, or is too
     *     little for so many
     */
    Crew recruit(RecurrentNetwork network, BatchPlan plan, Optional<Snapshot> before);
  }

  /** This thread alone. */
  static Recruiter oneWorker(TrainingConfig config, DataShape shape) {
    return new SoleWorker.ThisThread(config, shape);
  }
}
