package unroll.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unroll.config.UserException;
import unroll.data.AtomicFile;
import unroll.data.TextSource;
import unroll.experiment.FinishedRun;
import unroll.insight.AnnotationScores;
import unroll.insight.UnitPlace;
import unroll.insight.UnitScore;
import unroll.insight.UnitTrack;
import unroll.report.Page;

/** {@code unroll inspect}: what the units of a trained network do, in one HTML file. */
@Command(
    name = "inspect",
    description = {
      "Look inside the model of a run: one HTML file with a text colored by any unit, gates, the top"
          + " predictions of every step, and units named by what they tell.",
      "Without a text the run's own test data is read, or its validation data."
    },
    mixinStandardHelpOptions = true)
public final class InspectCommand implements Callable<Integer> {
  private static final int MOST_STEPS = 100_000;

  @Spec private CommandSpec spec;
  @Mixin private DataRootOption data;

  @Parameters(paramLabel = "RUN", description = "A run folder.")
  private Path run;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "A text to read; for character language models.")
  private String text;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "A UTF-8 text file to read, plain or .gz; for character language models.")
  private Path file;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "The file to write, replaced if it is there. Default: ${DEFAULT-VALUE}")
  private Path out = Path.of("inspect.html");

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "Read at most so many steps; other sequences than texts come whole. Default:"
              + " ${DEFAULT-VALUE}.")
  private int steps;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "Of the shifts that say what chance reaches, and of all samples. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--ablate",
      paramLabel = "LAYER:UNIT",
      description =
          "Hold this unit too, besides those that have names, counted from 1. May be given several"
              + " times.")
  private List<String> ablate = List.of();

  @Option(
      names = "--no-cause",
      description = "Leave out what units cause and how far memory reaches, which take longest.")
  private boolean withoutCause;

  @Override
  public Integer call() {
    check();
    FinishedRun finished = FinishedRun.open(run);
    InspectedRun inspected = new InspectedRun(finished, data.root(), steps, seed);
    InspectedRun.Result result =
        text == null && file == null ? inspected.ofHeldOut() : inspected.ofText(source());
    InspectedCauses causes = new InspectedCauses(finished, data.root(), inspected.network(), seed);
    List<UnitPlace> asked = InspectedCauses.places(ablate, result.measured().reading().layers());
    if (!withoutCause) {
      causes.addTo(result.page(), result.measured(), result.scores(), asked);
    }
    JsonNode page = result.page();
    String html = Page.html("inspect", "Inside " + finished.config().name(), page);
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    try {
      AtomicFile.write(out, bytes);
    } catch (UncheckedIOException e) {
      throw new UserException(e.getMessage(), e);
    }
    result
        .warning()
        .ifPresent(warning -> spec.commandLine().getErr().println("warning: " + warning));
    PrintWriter printer = spec.commandLine().getOut();
    result.scores().scored().forEach(scores -> printer.println(line(result, scores)));
    causes.lines().forEach(printer::println);
    printer.println(
        String.format(
            Locale.ROOT,
            "page: %s, %.1f MB, %,d steps",
            out,
            bytes.length / 1e6,
            result.inspection().reading().steps()));
    return 0;
  }

  private void check() {
    if (text != null && file != null) {
      throw new UserException("--file: goes without --text");
    } else if (withoutCause && !ablate.isEmpty()) {
      throw new UserException("--ablate: goes without --no-cause");
    } else if (steps < 1 || steps > MOST_STEPS) {
      throw new UserException("--steps: expected 1 to %,d, found %,d".formatted(MOST_STEPS, steps));
    } else if (Files.isDirectory(out)) {
      throw new UserException(out + ": is a folder; expected a file for the page");
    }
  }

  private TextSource source() {
    if (file != null && !Files.isReadable(file)) {
      throw new UserException(file + ": no such file, or it cannot be read");
    }
    return file != null
        ? new TextSource.File(file, "UTF-8")
        : new TextSource.Inline("--text", text);
  }

  private static String line(InspectedRun.Result result, AnnotationScores scores) {
    UnitScore best = scores.ranked().get(0);
    List<UnitTrack> tracks = UnitTrack.of(result.inspection().reading().layers());
    UnitTrack track = tracks.get(best.track());
    return String.format(
        Locale.ROOT,
        "%-34s layer %d, %s of unit %s%s: %s %.3f, chance %.3f%s",
        scores.annotation().name(),
        track.layer() + 1,
        track.quantity(),
        result.inspection().reading().layers().get(track.layer()).unitName(best.unit()),
        best.isInverted() ? ", falling" : "",
        scores.annotation().isBinary() ? "AUC" : "rank correlation",
        best.heldOut(),
        scores.baseline(),
        scores.isFound() ? "" : " (not found)");
  }
}
