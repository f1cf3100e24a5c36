package unroll.training;

import java.util.Optional;
import java.util.function.Supplier;
import org.nd4j.linalg.dataset.DataSet;
import unroll.config.UserException;
import unroll.data.BatchPlan;
import unroll.data.DataShape;
import unroll.data.SequenceBatches;
import unroll.data.SequenceBatches.Position;
import unroll.network.CarriedState;
import unroll.network.RecurrentNetwork;

/** Makes the steps of a training, or of its share of one, with one network, one after the other. */
public final class Worker implements AutoCloseable {
  private final TrainingConfig config;
  private final RecurrentNetwork network;
  private final SequenceBatches batches;
  private final TrainingStep trainingStep;
  private final Optional<OwnPredictions> ownPredictions;

  /**
   * @param start where its first step reads
   * @throws UserException if there is no such place in the plan
   */
  public Worker(
      TrainingConfig config,
      DataShape shape,
      RecurrentNetwork network,
      BatchPlan plan,
      Position start) {
    if (start.batch() >= plan.batches()) {
      throw new UserException("the checkpoint is not of a training with this data");
    }
    this.config = config;
    this.network = network;
    this.batches = new SequenceBatches(plan, shape, network.dataType(), start);
    this.trainingStep = new TrainingStep(network, config.clipNorm());
    this.ownPredictions =
        shape.feedback().isPresent() && !config.feeding().isTruthOnly()
            ? Optional.of(new OwnPredictions(network, shape.feedback().getAsInt(), config.seed()))
            : Optional.empty();
  }

  /** Goes on where a worker stopped, on the thread that makes the steps. */
  public void goOnFrom(WorkerState before) {
    trainingStep.clearState();
    before.random().restore();
    before.recurrentState().applyTo(network);
    ownPredictions.ifPresent(predictions -> predictions.restore(before.ownPredictions()));
  }

  /** What it carries to the next step. */
  public WorkerState carried() {
    return new WorkerState(
        WorkerState.RandomState.now(),
        ownPredictions.map(OwnPredictions::carried).orElse(null),
        CarriedState.of(network));
  }

  int batches() {
    return batches.batches();
  }

  /**
   * Makes the next step.
   *
   * @param state before it
   * @throws DivergedException as {@link TrainingStep#run}
   */
  public TrainingStep.Report step(TrainingState state) {
    return make(state).report();
  }

  MadeStep make(TrainingState state) {
    if (state.position().batch() == 0 || !batches.carriesState()) {
      trainingStep.clearState();
      ownPredictions.ifPresent(OwnPredictions::clear);
    }
    DataSet batch = batches.next();
    if (batch.getFeatures() != null) {
      double truthShare = config.feeding().truthShare(state.epochs(batches.batches()));
      ownPredictions.ifPresent(
          predictions -> predictions.feed(batch, truthShare, state.step(), batches.carriesState()));
    }
    TrainingStep.Report report = trainingStep.run(batch, config.rate(state, batches.batches()));
    if (!batches.hasNext()) {
      batches.reset();
    }
    Supplier<DataSet> made = () -> batch;
    return new MadeStep(report, made);
  }

  @Override
  public void close() {
    batches.close();
  }
}
