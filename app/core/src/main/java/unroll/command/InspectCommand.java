package unroll.command;

import static java.util.stream.Collectors.joining;

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
import unroll.insight.AnnotationScores;
import unroll.insight.FilmJson.NamedFilm;
import unroll.insight.LayerReading;
import unroll.insight.UnitPlace;
import unroll.insight.UnitScore;
import unroll.insight.UnitTrack;
import unroll.report.Page;

/** {@code unroll inspect}: what the units of a trained network do, in one HTML file. */
@Command(
    name = "inspect",
    description = {
      "Look inside the model of a run: one HTML file with a text colored by any unit, gates, the"
          + " top predictions of every step, units named by what they tell, and what an attention"
          + " looked at.",
      "Without a text the run's own test data is read, or its validation data.",
      "Of several runs, or with --film, the file shows them side by side: the same steps, read by"
          + " the models that each kept along its training (training.film-frames)."
    },
    mixinStandardHelpOptions = true)
public final class InspectCommand implements Callable<Integer> {
  private static final int MOST_STEPS = 100_000;
  private static final int MOST_FILM_STEPS = 5_000;

  @Spec private CommandSpec spec;
  @Mixin private DataRootOption data;

  @Parameters(paramLabel = "RUN", arity = "1..*", description = "Run folders.")
  private List<Path> runs;

  @Option(
      names = "--film",
      description = "Show the models that were kept along the training, not the best alone.")
  private boolean film;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description =
          "A text to read: for a character language model as it is, else an input a line, as"
              + " predict takes them.")
  private String text;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description =
          "A file to read: UTF-8 text, plain or .gz, or one that is an input itself, such as an"
              + " image.")
  private Path file;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description =
          "The file to write, replaced if it is there. Default: inspect.html, or film.html")
  private Path out;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "Read at most so many steps; other sequences than texts come whole. Default: 10000, or"
              + " 2000 of a film.")
  private Integer steps;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "Of the shifts that say what chance reaches, and of all samples. Default:"
              + " ${DEFAULT-VALUE}.")
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
    boolean isFilm = film || runs.size() > 1;
    check(isFilm);
    String usual = isFilm ? "film.html" : "inspect.html";
    PageFile page = new PageFile(out == null ? Path.of(usual) : out);
    List<FinishedRun> finished = runs.stream().map(FinishedRun::open).toList();
    if (isFilm) {
      film(finished, page);
    } else {
      inspect(finished.get(0), page);
    }
    return 0;
  }

  private void inspect(FinishedRun run, PageFile file) {
    InspectedRun inspected = new InspectedRun(run, data.root(), steps(10_000), seed);
    InspectedRun.Result result = given().map(inspected::of).orElseGet(inspected::ofHeldOut);
    InspectedCauses causes = new InspectedCauses(inspected.network(), seed);
    List<UnitPlace> asked = InspectedCauses.places(ablate, result.measured().reading().layers());
    if (!withoutCause) {
      causes.addTo(result, asked);
    }
    String html = Page.html("inspect", "Inside " + run.config().name(), result.page());
    String written = file.write(html);
    result
        .warning()
        .ifPresent(warning -> spec.commandLine().getErr().println("warning: " + warning));
    PrintWriter printer = spec.commandLine().getOut();
    result.scores().scored().forEach(scores -> printer.println(line(result, scores)));
    causes.lines().forEach(printer::println);
    printer.println(
        "page: %s, %s"
            .formatted(written, Words.counted(result.inspection().reading().steps(), "step")));
  }

  private void film(List<FinishedRun> finished, PageFile file) {
    FilmedRuns filmed =
        new FilmedRuns(
            finished.stream()
                .map(run -> new FilmedRun(run, data.root(), given(), steps(2_000)))
                .toList());
    List<NamedFilm> films = filmed.films(seed);
    String names =
        finished.stream().map(run -> run.config().name()).distinct().collect(joining(", "));
    String written = file.write(Page.html("film", "Film of " + names, filmed.page(films)));
    PrintWriter printer = spec.commandLine().getOut();
    films.forEach(one -> new FilmText(one).lines().forEach(printer::println));
    films.stream()
        .filter(one -> one.film().frames().size() == 1)
        .map(
            one ->
                "warning: %s: kept no models on its way (training.film-frames)"
                    .formatted(one.run()))
        .forEach(spec.commandLine().getErr()::println);
    int moments = films.stream().mapToInt(one -> one.film().frames().size()).sum();
    printer.println("page: %s, %,d moments".formatted(written, moments));
  }

  private int steps(int usual) {
    return steps == null ? usual : steps;
  }

  private void check(boolean isFilm) {
    int most = isFilm ? MOST_FILM_STEPS : MOST_STEPS;
    if (text != null && file != null) {
      throw new UserException("--file: goes without --text");
    } else if (withoutCause && !ablate.isEmpty()) {
      throw new UserException("--ablate: goes without --no-cause");
    } else if (isFilm && (withoutCause || !ablate.isEmpty())) {
      throw new UserException(
          (withoutCause ? "--no-cause" : "--ablate") + ": goes with one run, and no film");
    } else if (steps != null && (steps < 1 || steps > most)) {
      throw new UserException("--steps: expected 1 to %,d, found %,d".formatted(most, steps));
    }
  }

  private Optional<GivenInput> given() {
    return text == null && file == null
        ? Optional.empty()
        : Optional.of(new GivenInput(text, file));
  }

  private static String line(InspectedRun.Result result, AnnotationScores scores) {
    UnitScore best = scores.ranked().get(0);
    List<UnitTrack> tracks = UnitTrack.of(result.inspection().reading().layers());
    UnitTrack track = tracks.get(best.track());
    LayerReading layer = result.inspection().reading().layers().get(track.layer());
    return String.format(
        Locale.ROOT,
        "%-34s %s, %s of unit %s%s: %s %.3f, chance %.3f%s",
        scores.annotation().name(),
        layer.stack().isPresent() ? layer.name() : "layer " + (track.layer() + 1),
        track.quantity(),
        layer.unitName(best.unit()),
        best.isInverted() ? ", falling" : "",
        scores.annotation().isBinary() ? "AUC" : "rank correlation",
        best.heldOut(),
        scores.baseline(),
        scores.isFound() ? "" : " (not found)");
  }
}
