package unroll.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import unroll.command.NativeLibraries;
import unroll.config.UserException;
import unroll.data.BatchPlan;
import unroll.data.CacheFolder;
import unroll.data.Sha256;
import unroll.data.WorkerShare;
import unroll.experiment.ExperimentConfig;
import unroll.network.ComputeThreads;
import unroll.network.RecurrentNetwork;
import unroll.network.TrainedNumbers;
import unroll.task.TaskData;
import unroll.training.DivergedException;
import unroll.training.TrainingState;
import unroll.training.TrainingStep;
import unroll.training.Worker;

/**
 * What workers need besides the numbers of a round: the data, and networks to compute with. The
 * driver sends its description once; every process reads the data for itself, once, and keeps a
 * network for each worker that it runs at a time. Nothing else is kept from round to round, so a
 * worker may be another process's in the next.
 *
 * @implNote As a broadcast variable a process has one of it.
 */
final class Workshop implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String config;
  private final DataPlace place;
  private final int workers;
  private final List<String> checksums;
  private transient Tools tools;

  /** What is not sent. */
  private record Tools(
      ExperimentConfig config, TaskData data, BatchPlan plan, Queue<RecurrentNetwork> networks) {
    Tools(ExperimentConfig config, TaskData data, int workers) {
      this(config, data, data.splits().training().widened(workers), new ConcurrentLinkedQueue<>());
    }

    RecurrentNetwork network() {
      RecurrentNetwork free = networks.poll();
      return free != null ? free : config.newNetwork(data);
    }
  }

  /**
   * @param config as YAML, with files that do not depend on its folder
   * @param checksums SHA-256 of every data file, in the order in which they are read
   */
  private Workshop(String config, DataPlace place, int workers, List<String> checksums) {
    this.config = config;
    this.place = place;
    this.workers = workers;
    this.checksums = List.copyOf(checksums);
  }

  /**
   * Of the driver, where workers in its own process find the data read already.
   *
   * @param config as YAML, with files that do not depend on its folder
   */
  static Workshop of(String config, DataPlace place, int workers, TaskData data) {
    Workshop workshop = new Workshop(config, place, workers, checksums(data));
    workshop.tools = new Tools(read(config), data, workers);
    return workshop;
  }

  private static ExperimentConfig read(String config) {
    return ExperimentConfig.readText("the driver's configuration", config);
  }

  private static List<String> checksums(TaskData data) {
    return data.files().stream().map(Sha256::ofFile).toList();
  }

  private synchronized Tools tools() {
    if (tools == null) {
      NativeLibraries.unpackInto(CacheFolder.choose());
      ComputeThreads.useUnlessChosen(place.threads());
      ExperimentConfig read = read(config);
      TaskData data = read.load(place.files(), Path.of(""));
      requireSame(data);
      tools = new Tools(read, data, workers);
    }
    return tools;
  }

  private void requireSame(TaskData data) {
    List<String> found = checksums(data);
    List<Path> files = data.files();
    for (int i = 0; i < Math.max(found.size(), checksums.size()); i++) {
      if (i >= found.size() || i >= checksums.size() || !found.get(i).equals(checksums.get(i))) {
        throw new UserException(
            "%s: not the data that the driver read (its SHA-256 is another)"
                .formatted(i < files.size() ? files.get(i) : "a data file is missing"));
      }
    }
  }

  /** Makes one worker's steps of a round. */
  ShareEnd work(ShareStart share, RoundStart round) {
    try {
      Tools opened = tools();
      RecurrentNetwork network = opened.network();
      ShareEnd end = work(share, round, opened, network);
      opened.networks().add(network);
      return end;
    } catch (DivergedException e) {
      return new ShareEnd.Diverged(e.getMessage());
    } catch (UserException e) {
      return new ShareEnd.Refused(e.getMessage());
    }
  }

  private ShareEnd work(
      ShareStart share, RoundStart round, Tools opened, RecurrentNetwork network) {
    round.numbers().putInto(network);
    TrainingState state = round.state();
    WorkerShare plan = new WorkerShare(opened.plan(), share.worker(), workers);
    List<TrainingStep.Report> reports = new ArrayList<>();
    try (Worker worker =
        new Worker(
            opened.config().training(), opened.data().shape(), network, plan, state.position())) {
      worker.goOnFrom(share.carried().state());
      for (int step = 0; step < round.steps(); step++) {
        TrainingStep.Report report = worker.step(state);
        reports.add(report);
        state = state.afterStep(plan.batches(), report.labels());
      }
      return new ShareEnd.Done(
          TrainedNumbers.of(network), reports, CarriedBytes.of(worker.carried()));
    }
  }
}
