package unroll.training;

import java.util.List;
import java.util.Optional;
import unroll.config.UserException;
import unroll.data.BatchPlan;
import unroll.data.DataShape;
import unroll.network.RecurrentNetwork;

/** A crew of one, on the thread that asks. */
record SoleWorker(Worker worker) implements Crew {
  /** Finds it. */
  record ThisThread(TrainingConfig config, DataShape shape) implements Recruiter {
    @Override
    public Crew recruit(RecurrentNetwork network, BatchPlan plan, Optional<Snapshot> before) {
      TrainingState start = before.map(Snapshot::state).orElse(TrainingState.START);
      if (before.isPresent() && before.get().workers().size() != 1) {
        throw new UserException(
            "the checkpoint is of a training by %d workers; expected one by 1"
                .formatted(before.get().workers().size()));
      }
      Worker worker = new Worker(config, shape, network, plan, start.position());
      before.ifPresent(snapshot -> worker.goOnFrom(snapshot.workers().get(0)));
      return new SoleWorker(worker);
    }
  }

  @Override
  public int batches() {
    return worker.batches();
  }

  @Override
  public List<MadeStep> make(TrainingState from, int most) {
    return List.of(worker.make(from));
  }

  @Override
  public List<WorkerState> carried() {
    return List.of(worker.carried());
  }

  @Override
  public void close() {
    worker.close();
  }
}
