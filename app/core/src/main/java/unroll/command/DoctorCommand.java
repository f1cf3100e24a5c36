package unroll.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unroll.backend.Backend;
import unroll.backend.BackendChoice;
import unroll.backend.BackendDecision;
import unroll.config.UserException;
import unroll.data.CacheFolder;
import unroll.doctor.Checkup;
import unroll.doctor.Diagnosis;
import unroll.doctor.DiagnosisText;
import unroll.doctor.Trial;
import unroll.doctor.TrialProcess;
import unroll.doctor.TrialRun;
import unroll.experiment.CrossValidation;
import unroll.experiment.ExperimentConfig;
import unroll.task.Task;
import unroll.task.TaskData;

/** {@code unroll doctor}: what this machine offers, and what stands in a training's way. */
@Command(
    name = "doctor",
    description =
        "Tell what computes on this machine and what slows it down; with a CONFIG, time its optimizer"
            + " steps on every backend that works here. The exit code is 1 if there is a problem.",
    mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Spec private CommandSpec spec;
  @Mixin private DataRootOption data;
  @Mixin private ConfigFile file;

  @Option(names = "--json", description = "Print one JSON object; bytes and seconds.")
  private boolean json;

  @Option(
      names = "--unpack",
      description =
          "Only unpack all native libraries of this program into the cache folder, for a machine or an"
              + " image in which they cannot be written later.")
  private boolean unpack;

  @Option(names = TrialProcess.OPTION, hidden = true)
  private boolean trial;

  @Override
  public Integer call() {
    BackendChoice asked = ((ChosenBackend) spec.root().userObject()).backend();
    if (!file.isGiven() && !file.settings().isEmpty()) {
      throw new UserException("doctor: --set goes with a CONFIG file");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (unpack) {
      out.println(unpacked());
      return 0;
    }
    if (trial) {
      BackendDecision.ofProcess(asked).apply();
      out.println(TrialProcess.answer(file.isGiven() ? trainABit() : TrialRun.ofKernels()));
      return 0;
    }
    if (file.isGiven()) {
      file.read();
    }
    Diagnosis diagnosis = Checkup.of(asked, data.root(), NativeLibraries.folder());
    diagnosis = diagnosis.with(trials(diagnosis));
    if (json) {
      out.println(diagnosis.json());
    } else {
      DiagnosisText.of(diagnosis).forEach(out::println);
    }
    out.flush();
    return diagnosis.isHealthy() ? 0 : Failure.FAILED;
  }

  private String unpacked() {
    if (file.isGiven() || json) {
      throw new UserException("--unpack: goes without a CONFIG and without --json");
    }
    PackedLibraries.Unpacked unpacked = NativeLibraries.unpackAll();
    return "%,d native libraries, %s, in %s"
        .formatted(
            unpacked.libraries(),
            DataListCommand.megabytes(unpacked.bytes()),
            NativeLibraries.folder());
  }

  private Trial trainABit() {
    ExperimentConfig config = file.read();
    Path folder = file.folder();
    TaskData loaded =
        new CrossValidation(config, folder, data.root())
            .checkedFolds().values().stream()
                .findFirst()
                .map(task -> load(task, config, folder))
                .orElseGet(() -> config.load(data.root(), folder));
    return TrialRun.of(config, loaded);
  }

  private TaskData load(Task fold, ExperimentConfig config, Path folder) {
    return fold.load(name -> data.root().resolve(name, folder), config.training());
  }

  /** Of every backend if there is something to time, else of the one that will be used. */
  private List<Trial> trials(Diagnosis diagnosis) {
    List<Backend> backends = diagnosis.backend().available();
    Backend used = diagnosis.backend().used();
    if (!file.isGiven()) {
      backends = used == null ? List.of() : List.of(used);
    }
    TrialProcess process = new TrialProcess(arguments(), PATIENCE);
    return backends.stream().map(process::run).toList();
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    String cache = System.getProperty(CacheFolder.PROPERTY, "");
    if (!cache.isBlank()) {
      arguments.addAll(List.of("--cache", cache));
    }
    if (file.isGiven()) {
      arguments.add(file.path().toString());
      arguments.addAll(List.of("--data", data.root().folder().toString()));
      file.settings().forEach(setting -> arguments.addAll(List.of("--set", setting)));
    }
    return arguments;
  }
}
