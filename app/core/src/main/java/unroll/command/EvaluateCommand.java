package unroll.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    description = "Score the best model of a run, or those of several runs together.",
    footer = {
      "",
      "A translation's figures by the length of the source come after those of the whole split. No",
      "file of a run is written."
    },
    mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {
  private static final List<String> SPLITS = List.of("training", "validation", "test");

  @Spec private CommandSpec spec;
  @Mixin private DataRootOption data;
  @Mixin private JoinedOption joined;
  @Mixin private DecodingOptions decoding;

  @Parameters(paramLabel = "RUN", description = "A run folder.")
  private Path run;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      description =
          "training, validation or test. Default: test, or validation where there is no test"
              + " split.")
  private String split;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    if (split != null && !SPLITS.contains(split)) {
      throw new UserException("--split: unknown: " + split + "; " + Words.hint(split, SPLITS));
    }
    FinishedRun first = FinishedRun.open(run).decodedBy(decoding.decoding(null));
    Scored scored = joined.with(first).evaluate(data.root(), Optional.ofNullable(split));
    Optional<FigureTable> byLength =
        Optional.ofNullable(scored.score().tables().get("by-length")).map(FigureTable::of);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JsonLine.of(object(scored, byLength)));
      return 0;
    }
    scored
        .score()
        .metrics()
        .forEach(
            (name, value) ->
                out.println(String.format(Locale.ROOT, "%s %s %.6f", scored.split(), name, value)));
    byLength.ifPresent(
        table -> {
          out.println("\n" + scored.split() + " by the pieces of the source");
          table.lines().forEach(out::println);
        });
    return 0;
  }

  private Map<String, Object> object(Scored scored, Optional<FigureTable> byLength) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    // JSON knows no NaN.
    scored
        .score()
        .metrics()
        .forEach((name, value) -> metrics.put(name, Double.isFinite(value) ? value : null));
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("run", run.toString());
    object.put("with", joined.folders().stream().map(Path::toString).toList());
    object.put("split", scored.split());
    object.put("metrics", metrics);
    byLength.ifPresent(table -> object.put("by-length", table.objects()));
    return object;
  }
}
