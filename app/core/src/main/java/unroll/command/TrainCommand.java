package unroll.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unroll.config.UserException;
import unroll.experiment.CrossValidation;
import unroll.experiment.ExistingRun;
import unroll.experiment.Experiment;
import unroll.experiment.ExperimentConfig;
import unroll.experiment.ExperimentObserver;
import unroll.experiment.FoldMetrics;
import unroll.packing.UnpackedExperiment;

/** {@code unroll train}: one run from a configuration to a run folder. */
@Command(
    name = "train",
    description = "Train the network of a configuration and write a run folder.",
    mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {
  static final String PACKED = "--packed";

  @Spec private CommandSpec spec;
  @Mixin private ConfigArguments arguments;
  @Mixin private DataRootOption data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run folder. Default: runs/NAME, with the name in the configuration.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace a run that the folder holds already.")
  private boolean overwrite;

  @Option(
      names = "--resume",
      description =
          "Go on with the run in the folder, to the same end as if it had never stopped; begin it if"
              + " there is none.")
  private boolean resume;

  @Option(
      names = "--trace",
      description =
          "Show every number of every time step, before and after training"
              + " (for small character models).")
  private boolean trace;

  @Option(
      names = PACKED,
      hidden = true,
      description = "What the jar says of the experiment in it that this is.")
  private Path packed;

  @Option(
      names = "--trace-page",
      paramLabel = "FILE",
      description =
          "Write one HTML file with every number of every time step at some twenty moments of the"
              + " training, with teacher forcing and free running (for small networks).")
  private Path tracePage;

  private final Interruption interruption;

  TrainCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    if (overwrite && resume) {
      throw new UserException("--resume: goes on with the run that --overwrite would replace");
    }
    ExperimentConfig config = arguments.read();
    if (packed != null) {
      UnpackedExperiment.read(packed).requireSameData(data.root());
    }
    if (trace) {
      TrainingReport.requireTraceable(config);
    }
    Optional<PageFile> page = tracePage(config);
    Path folder = out != null ? out : Path.of("runs", config.name());
    if (overwrite && arguments.folder().equals(folder.toAbsolutePath().normalize())) {
      throw new UserException(folder + ": holds the configuration itself; choose another --out");
    }
    TrainingReport report =
        new TrainingReport(
            config,
            Progress.forTerminal(spec.commandLine().getErr()),
            spec.commandLine().getOut(),
            interruption,
            trace);
    boolean isDone =
        config.task().isCrossValidated()
            ? crossValidate(config, folder, report)
            : train(config, folder, observer(config, report, page));
    if (!isDone) {
      spec.commandLine().getErr().println("stopped; --resume goes on from " + folder);
      return Failure.INTERRUPTED;
    }
    spec.commandLine().getOut().println("run folder: " + folder);
    return 0;
  }

  /** Of {@code --trace-page}, if it is wanted. */
  private Optional<PageFile> tracePage(ExperimentConfig config) {
    if (tracePage == null) {
      return Optional.empty();
    } else if (resume) {
      throw new UserException(
          "--trace-page: shows a training from its beginning; goes without --resume");
    } else if (config.task().isCrossValidated()) {
      throw new UserException("--trace-page: shows one training, not a cross-validation");
    }
    return Optional.of(new PageFile(tracePage));
  }

  private ExperimentObserver observer(
      ExperimentConfig config, TrainingReport report, Optional<PageFile> page) {
    return page.isPresent()
        ? new TracePage(config, report, page.get(), spec.commandLine().getOut())
        : report;
  }

  /**
   * @return whether it came to its end
   */
  private boolean crossValidate(ExperimentConfig config, Path folder, TrainingReport report) {
    Optional<FoldMetrics> metrics =
        new CrossValidation(config, arguments.folder(), data.root())
            .train(folder, existing(), report);
    metrics.ifPresent(report::crossValidated);
    return metrics.isPresent();
  }

  /**
   * @return whether it came to its end
   */
  private boolean train(ExperimentConfig config, Path folder, ExperimentObserver observer) {
    Experiment experiment =
        arguments
            .repeated()
            .map(run -> Experiment.repeating(run, config, arguments.folder(), data.root()))
            .orElseGet(() -> new Experiment(config, arguments.folder(), data.root()));
    return experiment.train(folder, existing(), observer).isPresent();
  }

  private ExistingRun existing() {
    return overwrite ? ExistingRun.REPLACED : resume ? ExistingRun.RESUMED : ExistingRun.REFUSED;
  }
}
