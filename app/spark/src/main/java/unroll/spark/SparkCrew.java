package unroll.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.nd4j.linalg.dataset.DataSet;
import unroll.config.UserException;
import unroll.data.BatchPlan;
import unroll.data.DataShape;
import unroll.data.SequenceBatches;
import unroll.data.WorkerShare;
import unroll.network.MeanNumbers;
import unroll.network.RecurrentNetwork;
import unroll.network.TrainedNumbers;
import unroll.training.Crew;
import unroll.training.DivergedException;
import unroll.training.Division;
import unroll.training.MadeStep;
import unroll.training.TrainingState;
import unroll.training.TrainingStep;
import unroll.training.WorkerState;

/**
 * Workers on Spark: synchronous averaging of parameters and optimizers' states (McDonald, Hall and
 * Mann 2010; local SGD of Stich 2019). A round is one job with a task for each worker. All begin
 * with the same numbers, each makes its steps on its share of the batches, and the means, weighted
 * by labeled steps and summed in the order of the workers, are what the next round begins with. So
 * no result depends on which process was faster, or died and was replaced.
 */
final class SparkCrew implements Crew {
  private static final long PATIENCE_MILLIS = 500;

  private final JavaSparkContext context;
  private final Division division;
  private final Broadcast<Workshop> workshop;
  private final BatchPlan plan;
  private final DataShape shape;
  private final RecurrentNetwork network;
  private final BooleanSupplier isToEnd;
  private final Runnable betweenRounds;
  private List<CarriedBytes> carried;

  /**
   * @param plan in batches for all workers together
   * @param carried one for each worker
   * @param isToEnd whether a job that fails has been ended on purpose
   * @param betweenRounds called before each round
   */
  SparkCrew(
      JavaSparkContext context,
      Division division,
      Workshop workshop,
      BatchPlan plan,
      DataShape shape,
      RecurrentNetwork network,
      List<WorkerState> carried,
      BooleanSupplier isToEnd,
      Runnable betweenRounds) {
    this.context = context;
    this.division = division;
    this.workshop = context.broadcast(workshop);
    this.plan = plan;
    this.shape = shape;
    this.network = network;
    this.carried = carried.stream().map(CarriedBytes::of).toList();
    this.isToEnd = isToEnd;
    this.betweenRounds = betweenRounds;
  }

  @Override
  public int batches() {
    return plan.batches();
  }

  @Override
  public List<MadeStep> make(TrainingState from, int most) {
    betweenRounds.run();
    int steps = Math.min(most, division.stepsInARound());
    TrainedNumbers begin = TrainedNumbers.of(network);
    List<ShareEnd> ends;
    try {
      ends = run(new RoundStart(begin, from, steps));
    } catch (Exception e) {
      // Spark stops itself when the process is told to end, and the network is as it was before.
      if (isToEnd.getAsBoolean()) {
        return List.of();
      }
      throw e;
    }
    List<ShareEnd.Done> done = new ArrayList<>();
    for (int worker = 0; worker < ends.size(); worker++) {
      done.add(requireDone(worker, ends.get(worker)));
    }
    MeanNumbers mean = new MeanNumbers(begin);
    done.stream()
        .filter(end -> end.labels() > 0)
        .forEach(end -> mean.add(end.numbers(), end.labels()));
    mean.mean().putInto(network);
    carried = done.stream().map(ShareEnd.Done::carried).toList();
    return made(from, done, steps);
  }

  private List<ShareEnd> run(RoundStart round) {
    List<ShareStart> shares =
        IntStream.range(0, carried.size())
            .mapToObj(worker -> new ShareStart(worker, carried.get(worker)))
            .toList();
    Broadcast<RoundStart> start = context.broadcast(round);
    try {
      return await(
          context
              .parallelize(shares, shares.size())
              .map(new ShareFunction(workshop, start))
              .collectAsync());
    } finally {
      destroy(start);
    }
  }

  /** A Spark that ends itself meanwhile may never answer. */
  private List<ShareEnd> await(JavaFutureAction<List<ShareEnd>> job) {
    while (true) {
      try {
        return job.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (isToEnd.getAsBoolean() && context.sc().isStopped()) {
          throw new IllegalStateException("Spark has ended itself", e);
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  /** Beside this thread, for it asks Spark, which may be ending itself and never answer. */
  private static void destroy(Broadcast<?> broadcast) {
    Thread destroyer = new Thread(broadcast::destroy, "unroll-broadcasts");
    destroyer.setDaemon(true);
    destroyer.setUncaughtExceptionHandler((thread, failure) -> {});
    destroyer.start();
  }

  private ShareEnd.Done requireDone(int worker, ShareEnd end) {
    String who =
        division.workers() == 1 ? "" : "worker %d of %d: ".formatted(worker + 1, carried.size());
    if (end instanceof ShareEnd.Diverged diverged) {
      throw new DivergedException(who + diverged.diagnosis());
    } else if (end instanceof ShareEnd.Refused refused) {
      throw new UserException(who + refused.mistake());
    }
    return (ShareEnd.Done) end;
  }

  private List<MadeStep> made(TrainingState from, List<ShareEnd.Done> done, int steps) {
    List<MadeStep> made = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      int number = step;
      SequenceBatches.Position place =
          new SequenceBatches.Position(from.position().epoch(), from.position().batch() + step);
      Supplier<DataSet> batch = () -> firstShare(place);
      made.add(
          new MadeStep(
              TrainingStep.Report.merged(
                  done.stream().map(end -> end.reports().get(number)).toList()),
              batch));
    }
    return made;
  }

  private DataSet firstShare(SequenceBatches.Position place) {
    WorkerShare share = new WorkerShare(plan, 0, division.workers());
    try (SequenceBatches batches = new SequenceBatches(share, shape, network.dataType(), place)) {
      return batches.next();
    }
  }

  @Override
  public List<WorkerState> carried() {
    return carried.stream().map(CarriedBytes::state).toList();
  }

  @Override
  public void close() {
    destroy(workshop);
  }
}
