package unroll.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unroll.config.UserException;
import unroll.config.Words;
import unroll.data.LineReader;
import unroll.experiment.FinishedRun;
import unroll.task.Predictor;

/** {@code unroll predict}: new inputs answered by the best model of a run. */
@Command(
    name = "predict",
    description = "Answer new inputs with the model of a run: one JSON object a line.",
    footer = {
      "",
      "An input is a line; what it holds depends on the task: a text, the tokens of a sentence,"
          + " the",
      "name of an image, video or frame file, a row of a table below its header. A wrong line gets",
      "an object with its number and the error, and the exit code is 1 in the end."
    },
    mixinStandardHelpOptions = true)
public final class PredictCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";
  private static final String CANDIDATES = "candidates";

  @Spec private CommandSpec spec;
  @Mixin private JoinedOption joined;
  @Mixin private DecodingOptions decoding;

  @Parameters(index = "0", paramLabel = "RUN", description = "A run folder.")
  private Path run;

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      arity = "0..1",
      defaultValue = STANDARD_INPUT,
      description =
          "A file with an input a line, or one that is an input itself, such as an image; - for"
              + " standard input, as it arrives. Text is UTF-8, plain or .gz. Default:"
              + " ${DEFAULT-VALUE}")
  private String file;

  @Option(
      names = "--stream",
      description =
          "Label the frames of one sequence as they arrive, with the time each took: a video, or a"
              + " row of numbers a line.")
  private boolean stream;

  @Option(
      names = "--alignment",
      description =
          "Of a translation with an attention: the pieces of both sides, and how much each that was"
              + " written looked at those that were read.")
  private boolean alignment;

  @Option(
      names = "--n-best",
      paramLabel = "N",
      description =
          "Show the N best answers to every input, each with its score; the search is at least as"
              + " wide. Of translations and captions.")
  private Integer candidates;

  @Override
  public Integer call() throws IOException {
    Optional<Path> given =
        file.equals(STANDARD_INPUT) ? Optional.empty() : Optional.of(Path.of(file));
    if (given.isPresent() && Files.isDirectory(given.get())) {
      throw new UserException(file + ": is a folder; expected a file");
    } else if (given.isPresent() && !Files.isReadable(given.get())) {
      throw new UserException(file + ": no such file, or it cannot be read");
    }
    FinishedRun first = FinishedRun.open(run).decodedBy(decoding.decoding(candidates));
    Predictor predictor = joined.with(first).predictor();
    if (alignment && stream) {
      throw new UserException("--alignment: goes without --stream");
    } else if (alignment && !predictor.aligns()) {
      throw new UserException(
          "--alignment: needs the run of a translation with network.decoder.attention; "
              + run
              + " has no attention");
    }
    if (stream) {
      predictor.stream(given, System.in, this::print);
      return 0;
    }
    if (given.isPresent() && isInputItself(given.get(), predictor)) {
      predictor.answer(file).ifPresent(this::print);
      return 0;
    }
    try (InputStream in = given.isPresent() ? open(given.get()) : System.in) {
      return answerLines(new LineReader(in), predictor);
    }
  }

  static InputStream open(Path path) {
    try {
      InputStream stored = Files.newInputStream(path);
      return path.toString().endsWith(".gz") ? new GZIPInputStream(stored) : stored;
    } catch (IOException e) {
      throw new UserException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  static boolean isInputItself(Path file, Predictor predictor) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return predictor.fileEndings().stream().anyMatch(ending -> name.endsWith("." + ending));
  }

  private int answerLines(LineReader lines, Predictor predictor) throws IOException {
    long wrong = 0;
    boolean wanted = true;
    Optional<LineReader.Line> line = lines.next();
    while (wanted && line.isPresent()) {
      try {
        String input = line.get().text();
        Optional<Map<String, Object>> answer =
            alignment ? predictor.answerWithAlignment(input) : predictor.answer(input);
        wanted = answer.isEmpty() || print(answer.get());
      } catch (UserException e) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("line", line.get().number());
        error.put("error", e.getMessage());
        wanted = print(error);
        wrong++;
      }
      line = wanted ? lines.next() : Optional.empty();
    }
    if (wrong > 0) {
      spec.commandLine().getErr().println(Words.counted(wrong, "line") + " could not be answered");
    }
    return wrong > 0 ? Failure.FAILED : 0;
  }

  /**
   * @return whether anyone still reads
   */
  private boolean print(Map<String, Object> answer) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(JsonLine.of(candidates == null ? answer : shortened(answer)));
    out.flush();
    return !out.checkError();
  }

  /** A search that is wider than what was asked for finds more. */
  private Map<String, Object> shortened(Map<String, Object> answer) {
    Map<String, Object> asked = new LinkedHashMap<>(answer);
    asked.computeIfPresent(
        CANDIDATES, (name, found) -> ((List<?>) found).stream().limit(candidates).toList());
    return asked;
  }
}
