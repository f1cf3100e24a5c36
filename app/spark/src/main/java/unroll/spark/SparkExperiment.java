package unroll.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import unroll.config.ConfigWriter;
import unroll.config.UserException;
import unroll.data.BatchPlan;
import unroll.data.DataRoot;
import unroll.experiment.ExistingRun;
import unroll.experiment.Experiment;
import unroll.experiment.ExperimentConfig;
import unroll.experiment.ExperimentObserver;
import unroll.task.TaskData;
import unroll.training.Crew;
import unroll.training.Division;
import unroll.training.Snapshot;
import unroll.training.WorkerState;

/**
 * An experiment whose steps are made by workers on Spark. Everything else is the driver's, as it is
 * of a single machine: data, evaluations, checkpoints, the run folder.
 */
final class SparkExperiment {
  private final JavaSparkContext context;
  private final ExperimentConfig config;
  private final Path configFolder;
  private final DataPlace place;
  private final Division division;

  SparkExperiment(
      JavaSparkContext context,
      ExperimentConfig config,
      Path configFolder,
      DataPlace place,
      Division division) {
    this.context = context;
    this.config = config;
    this.configFolder = configFolder;
    this.place = place;
    this.division = division;
  }

  /**
   * Trains into a run folder.
   *
   * @param target a path on this machine, or an address
   * @return whether it came to its end
   */
  boolean train(String target, ExistingRun existing, ExperimentObserver observer) {
    if (!DataRoot.isElsewhere(target)) {
      return train(Path.of(target), existing, observer, () -> {});
    }
    Path own = temporary();
    try {
      RunMirror mirror = new RunMirror(own, Hadoop.fileSystem(target), target);
      mirror.fetch();
      try {
        return train(own, existing, observer, mirror::update);
      } catch (UserException e) {
        throw new UserException(e.getMessage().replace(own.toString(), target), e);
      } finally {
        mirror.update();
      }
    } finally {
      delete(own);
    }
  }

  private boolean train(
      Path folder, ExistingRun existing, ExperimentObserver observer, Runnable betweenRounds) {
    return new Experiment(config, configFolder, place.files())
        .divided(division, data -> recruiter(data, observer::stopRequested, betweenRounds))
        .train(folder, existing, observer)
        .isPresent();
  }

  private Crew.Recruiter recruiter(TaskData data, BooleanSupplier isToEnd, Runnable betweenRounds) {
    return (network, plan, before) -> {
      BatchPlan wide = plan.widened(division.workers());
      requireEnough(wide);
      before.ifPresent(snapshot -> requireFit(snapshot, wide));
      String yaml = ConfigWriter.write(config.withFilesIn(configFolder));
      return new SparkCrew(
          context,
          division,
          Workshop.of(yaml, place, division.workers(), data),
          wide,
          data.shape(),
          network,
          before.map(Snapshot::workers).orElseGet(this::fresh),
          isToEnd,
          betweenRounds);
    };
  }

  private List<WorkerState> fresh() {
    return IntStream.range(0, division.workers()).mapToObj(WorkerState::first).toList();
  }

  private void requireEnough(BatchPlan wide) {
    int rows = wide.rows(0, 0).size();
    if (rows < division.workers()) {
      throw new UserException(
          "--partitions: %d, but a batch has %d rows; expected no more workers than rows"
              .formatted(division.workers(), rows));
    }
  }

  private void requireFit(Snapshot before, BatchPlan wide) {
    if (before.workers().size() != division.workers()
        || before.state().position().batch() >= wide.batches()) {
      throw new UserException("the checkpoint is not of a training with this data");
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("unroll-run-");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder: " + e.getMessage(), e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder + ": " + e.getMessage(), e);
    }
  }
}
