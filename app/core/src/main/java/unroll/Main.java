package unroll;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import unroll.backend.BackendChoice;
import unroll.backend.BackendDecision;
import unroll.command.BenchCommand;
import unroll.command.ChosenBackend;
import unroll.command.DataCommand;
import unroll.command.DoctorCommand;
import unroll.command.EvaluateCommand;
import unroll.command.Failure;
import unroll.command.GenerateCommand;
import unroll.command.InspectCommand;
import unroll.command.Interruption;
import unroll.command.NativeLibraries;
import unroll.command.NewCommand;
import unroll.command.PackCommand;
import unroll.command.PredictCommand;
import unroll.command.PromptCommand;
import unroll.command.ReportCommand;
import unroll.command.ServeCommand;
import unroll.command.SweepCommand;
import unroll.command.TrainCommand;
import unroll.command.ValidateCommand;
import unroll.command.Version;
import unroll.config.UserException;
import unroll.data.CacheFolder;

/** The list of commands. */
@Command(
    name = "unroll",
    description = "Recurrent networks from one YAML file.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      TrainCommand.class,
      SweepCommand.class,
      EvaluateCommand.class,
      GenerateCommand.class,
      InspectCommand.class,
      PredictCommand.class,
      ReportCommand.class,
      ServeCommand.class,
      ValidateCommand.class,
      NewCommand.class,
      DataCommand.class,
      PackCommand.class,
      PromptCommand.class,
      DoctorCommand.class,
      BenchCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the run failed",
      "2:a mistake in a configuration, an argument or a data file",
      "130:interrupted"
    })
public final class Main implements ChosenBackend {
  @Option(
      names = "--debug",
      description = "Show the stack trace of an error.",
      scope = ScopeType.INHERIT)
  private boolean debug;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Folder for what can be had again: native libraries, data sets. Default: $UNROLL_CACHE,"
              + " else unroll in the user's cache folder.",
      scope = ScopeType.INHERIT)
  private Path cache;

  @Option(
      names = BackendChoice.OPTION,
      paramLabel = "WORD",
      description =
          "What computes: auto, cpu or cuda. Default: $UNROLL_BACKEND, else auto, which is CUDA where"
              + " this program has it and there is a device it can run on.",
      scope = ScopeType.INHERIT)
  private String backend;

  private Main() {}

  @Override
  public BackendChoice backend() {
    return BackendChoice.choose(Optional.ofNullable(backend));
  }

  public static void main(String[] arguments) {
    // Numbers and messages look the same whatever language the machine speaks.
    Locale.setDefault(Locale.ROOT);
    // Charts are drawn to files, where there may be no screen.
    System.setProperty("java.awt.headless", "true");
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Interruption interruption = Interruption.onShutdown();
    int code = Failure.FAILED;
    try {
      code = run(out, err, interruption, NativeLibraries::unpackInto, arguments);
    } catch (LinkageError e) {
      err.println(NativeLibraries.failure(e));
      code = NativeLibraries.exitCode(e);
    } catch (OutOfMemoryError e) {
      err.println(Failure.outOfMemory(e.getMessage()));
    } finally {
      interruption.release();
    }
    System.exit(code);
  }

  /**
   * Runs one command.
   *
   * @return its exit code
   */
  public static int run(
      PrintWriter out, PrintWriter err, Interruption interruption, String... arguments) {
    return run(out, err, interruption, cache -> {}, arguments);
  }

  /**
   * As above.
   *
   * @param beforehand is told of the cache folder before the command begins
   */
  private static int run(
      PrintWriter out,
      PrintWriter err,
      Interruption interruption,
      Consumer<CacheFolder> beforehand,
      String... arguments) {
    Main main = new Main();
    CommandLine line = new CommandLine(main, new Interruption.Factory(interruption));
    line.setOut(out).setErr(err);
    answerVersion(line);
    line.setExecutionExceptionHandler(
        (exception, command, parsed) -> Failure.report(exception, main.debug, command.getErr()));
    line.setExecutionStrategy(
        parsed -> {
          if (main.cache != null) {
            System.setProperty(CacheFolder.PROPERTY, main.cache.toString());
          }
          try {
            beforehand.accept(CacheFolder.choose());
            main.chooseBackend(parsed, err);
          } catch (UserException e) {
            return Failure.report(e, main.debug, err);
          }
          return new CommandLine.RunLast().execute(parsed);
        });
    return line.execute(arguments);
  }

  /** Before ND4J is loaded. The doctor looks for itself, and has more to say than a failure. */
  private void chooseBackend(ParseResult parsed, PrintWriter err) {
    boolean isQuestion = false;
    for (ParseResult part = parsed; part != null; part = part.subcommand()) {
      isQuestion |= part.isUsageHelpRequested() || part.isVersionHelpRequested();
      isQuestion |= part.commandSpec().userObject() instanceof DoctorCommand;
    }
    if (!isQuestion) {
      BackendDecision decision = BackendDecision.ofProcess(backend());
      decision.notice().ifPresent(err::println);
      decision.apply();
    }
  }

  /** The commands with their options, to be read and not run. */
  public static CommandLine model() {
    CommandLine line = new CommandLine(new Main(), new Interruption.Factory(Interruption.manual()));
    answerVersion(line);
    return line;
  }

  /** Gives every subcommand the answer to {@code --version}. */
  private static void answerVersion(CommandLine line) {
    for (CommandLine subcommand : line.getSubcommands().values()) {
      subcommand.getCommandSpec().versionProvider(new Version());
      answerVersion(subcommand);
    }
  }
}
