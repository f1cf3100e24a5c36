package unroll.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unroll.backend.BackendChoice;
import unroll.config.UserException;
import unroll.config.Words;
import unroll.data.CacheFolder;
import unroll.sweep.Leaderboard;
import unroll.sweep.MemberProcesses;
import unroll.sweep.Sweep;
import unroll.sweep.SweepPlan;

/** {@code unroll sweep}: many runs of one experiment in one leaderboard. */
@Command(
    name = "sweep",
    description = {
      "Train an experiment with many values of its keys, and rank them in one leaderboard.",
      "Every member is a run folder of its own, trained in a process of its own; one that fails does"
          + " not stop the rest. The exit code is 1 if one has failed."
    },
    mixinStandardHelpOptions = true)
public final class SweepCommand implements Callable<Integer> {
  private static final String THREADS = "unroll.threads";

  @Spec private CommandSpec spec;
  @Mixin private DataRootOption data;

  @Parameters(paramLabel = "SWEEP", description = "The sweep's YAML file.")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The sweep's folder. Default: runs/NAME, with the name of the sweep.")
  private Path out;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description =
          "Members trained at a time, which share the processors. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1")
  private int parallel;

  @Option(
      names = "--resume",
      description =
          "Go on with the sweep in the folder: members that have come to their end are kept, others"
              + " go on from their checkpoints.")
  private boolean resume;

  @Option(names = "--list", description = "Print the members and train none.")
  private boolean list;

  private final Interruption interruption;

  SweepCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    if (parallel < 1) {
      throw new UserException("--parallel: expected at least 1, found " + parallel);
    }
    PrintWriter printer = spec.commandLine().getOut();
    SweepPlan plan = SweepPlan.read(file);
    if (list) {
      plan.members().forEach(member -> printer.println(member.name()));
      return 0;
    }
    Path folder = out != null ? out : Path.of("runs", plan.name());
    int threads = threads();
    Sweep sweep = new Sweep(plan, folder, data.root(), new MemberProcesses(threads, options()));
    SweepReport report = new SweepReport(printer, interruption, parallel, threads);
    Leaderboard board = sweep.run(parallel, resume, report);
    if (interruption.isRequested() && board.count("finished") < plan.members().size()) {
      spec.commandLine().getErr().println("stopped; --resume goes on from " + folder);
      return Failure.INTERRUPTED;
    }
    report.finished(board);
    printer.println("leaderboard: " + folder.resolve(Sweep.PAGE));
    return board.failures().isEmpty() ? 0 : Failure.FAILED;
  }

  /** Of each member: those asked for, else an equal share of the processors. */
  private int threads() {
    Integer asked = Integer.getInteger(THREADS);
    return asked != null
        ? asked
        : Math.max(1, Runtime.getRuntime().availableProcessors() / parallel);
  }

  /** What members have to know of this command's own options. */
  private List<String> options() {
    List<String> options = new ArrayList<>(List.of("--data", data.root().folder().toString()));
    BackendChoice backend = ((ChosenBackend) spec.root().userObject()).backend();
    options.addAll(List.of(BackendChoice.OPTION, Words.kebabCase(backend)));
    String cache = System.getProperty(CacheFolder.PROPERTY, "");
    if (!cache.isBlank()) {
      options.addAll(List.of("--cache", cache));
    }
    return options;
  }
}
