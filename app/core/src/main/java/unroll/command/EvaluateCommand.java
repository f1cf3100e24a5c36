package unroll.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unroll.config.UserException;
import unroll.config.Words;
import unroll.experiment.FinishedRun;
import unroll.experiment.Scored;

/** {@code unroll evaluate}: the best model of a run scored anew. */
@Command(
    name = "evaluate",
    description = "Score the best model of a run.",
    mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {
  private static final List<String> SPLITS = List.of("training", "validation", "test");

  @Spec private CommandSpec spec;
  @Mixin private DataRootOption data;

  @Parameters(paramLabel = "RUN", description = "A run folder.")
  private Path run;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      description =
          "training, validation or test. Default: test, or validation where there is no test split.")
  private String split;

  @Override
  public Integer call() {
    if (split != null && !SPLITS.contains(split)) {
      throw new UserException("--split: unknown: " + split + "; " + Words.hint(split, SPLITS));
    }
    Scored scored = FinishedRun.open(run).evaluate(data.root(), Optional.ofNullable(split));
    PrintWriter out = spec.commandLine().getOut();
    scored
        .metrics()
        .forEach(
            (name, value) ->
                out.println(String.format(Locale.ROOT, "%s %s %.6f", scored.split(), name, value)));
    return 0;
  }
}
