package unroll.rehearsal;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import unroll.data.BatchPlan;
import unroll.network.ComputeThreads;
import unroll.network.RecurrentNetwork;
import unroll.task.TaskData;
import unroll.training.TrainingConfig;

/** How long a training takes, from some of its steps. */
final class TimeTable {
  /** Load of a processor that leaves too little of it. */
  private static final double BUSY = 0.7;

  private final TrainingConfig config;
  private final TaskData data;
  private final EpochCensus census;
  private final int trainings;

  /**
   * @param trainings how many there will be, more than one in a cross-validation
   */
  TimeTable(TrainingConfig config, TaskData data, EpochCensus census, int trainings) {
    this.config = config;
    this.data = data;
    this.census = census;
    this.trainings = trainings;
  }

  /**
   * @param network is changed
   */
  List<String> lines(RecurrentNetwork network) {
    Optional<String> otherWork = otherWork();
    SpeedTrial.Speed speed = SpeedTrial.of(config, data, network, census);
    List<String> lines = new ArrayList<>();
    if (speed.optimizerSteps() > 0) {
      lines.add(
          "time, measured on %s in %s with %s"
              .formatted(
                  Figures.count(speed.optimizerSteps(), "optimizer step"),
                  Figures.seconds(speed.seconds()),
                  Figures.count(ComputeThreads.count(), "thread")));
      otherWork.ifPresent(lines::add);
      describe(lines, speed, network);
    }
    speed.failure().ifPresent(why -> tell(lines, why));
    return lines;
  }

  private static void tell(List<String> lines, String failure) {
    lines.add("warning: the training broke down");
    failure.lines().map(Figures::wrapped).forEach(wrapped -> wrapped.forEach(lines::add));
  }

  /** Of all processes of the machine; empty where it is no more than this one needs. */
  private static Optional<String> otherWork() {
    OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
    int processors = machine.getAvailableProcessors();
    double load = machine.getSystemLoadAverage();
    return load > BUSY * processors
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "  the machine was busy: a load of %.1f on %s",
                load,
                Figures.count(processors, "processor")))
        : Optional.empty();
  }

  private void describe(List<String> lines, SpeedTrial.Speed speed, RecurrentNetwork network) {
    int batches = census.batches().size();
    double epoch = census.steps() / speed.stepsPerSecond();
    double labeled = census.labels() / epoch;
    lines.add(line("labeled steps a second", Figures.count(Math.round(labeled)), ""));
    if (census.labels() != census.steps()) {
      long all = Math.round(speed.stepsPerSecond());
      lines.add(line("steps a second", Figures.count(all), ""));
    }
    lines.add(line("an optimizer step", Figures.seconds(epoch / batches), ""));
    lines.add(line("an epoch", Figures.seconds(epoch), Figures.count(batches, "optimizer step")));
    Optional<BatchPlan> validation = data.splits().validation();
    double evaluation = 0;
    if (validation.isPresent() && speed.failure().isEmpty()) {
      evaluation = EvaluationTrial.seconds(data, validation.get(), network, speed.stepsPerSecond());
      lines.add(line("an evaluation", Figures.seconds(evaluation), ""));
    }
    double training = config.epochs() * epoch + evaluations() * evaluation;
    lines.add(line("a training", Figures.seconds(training), course(evaluation, training)));
    if (trainings > 1) {
      lines.add(
          line(
              "all folds",
              Figures.seconds(trainings * training),
              Figures.count(trainings, "training")));
    }
  }

  private long evaluations() {
    long steps = (long) config.epochs() * census.batches().size();
    return config.evaluateEvery() == 0
        ? config.epochs()
        : (steps + config.evaluateEvery() - 1) / config.evaluateEvery();
  }

  private String course(double evaluation, double training) {
    String epochs = Figures.count(config.epochs(), "epoch");
    String share =
        evaluation == 0
            ? ""
            : ", %s evaluating".formatted(Figures.percent(evaluations() * evaluation / training));
    return (config.patience() > 0 ? "at most " : "") + epochs + share;
  }

  private static String line(String what, String figure, String more) {
    String line = "  " + Figures.left(what, 36) + Figures.right(figure, 12);
    return more.isEmpty() ? line : line + "   (" + more + ")";
  }
}
