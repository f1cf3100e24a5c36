package unroll.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unroll.config.UserException;
import unroll.data.LineReader;
import unroll.experiment.FinishedRun;
import unroll.task.CharacterLanguageModel;
import unroll.task.Predictor;

/** {@code unroll prompt}: a person types a line, the run answers. */
@Command(
    name = "prompt",
    description = "Type a line, and the model of a run goes on writing, or answers it.",
    mixinStandardHelpOptions = true)
public final class PromptCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "A run folder.")
  private Path run;

  @Option(
      names = "--length",
      paramLabel = "N",
      defaultValue = "200",
      description = "Characters that a character model writes. Default: ${DEFAULT-VALUE}.")
  private long length;

  @Mixin private SamplingOptions sampling;

  private final Interruption interruption;

  PromptCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  /** What answers a line, on its own lines. */
  @FunctionalInterface
  private interface Answering {
    void answer(String line);
  }

  @Override
  public Integer call() throws IOException {
    SamplingOptions.checkAtLeastZero("--length", length);
    sampling.check();
    FinishedRun finished = FinishedRun.open(run);
    boolean writes = finished.config().task() instanceof CharacterLanguageModel;
    Answering answering = writes ? writer(finished) : answerer(finished);
    PrintWriter err = spec.commandLine().getErr();
    boolean isPerson = System.console() != null;
    if (isPerson) {
      err.printf(
          "%s: type %s and Enter; Ctrl-D ends%n",
          finished.config().name(),
          writes ? "how a text begins" : "an input as the command predict reads it");
    }
    return ask(answering, isPerson);
  }

  private int ask(Answering answering, boolean isPerson) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    LineReader lines = new LineReader(System.in);
    boolean goesOn = true;
    while (goesOn) {
      if (isPerson) {
        err.print("> ");
        err.flush();
      }
      Optional<LineReader.Line> line = lines.next();
      if (line.isPresent()) {
        try {
          answering.answer(line.get().text());
        } catch (UserException e) {
          err.println(e.getMessage());
        }
        out.flush();
      }
      goesOn = line.isPresent() && !out.checkError() && !interruption.isRequested();
    }
    return interruption.isRequested() ? Failure.INTERRUPTED : 0;
  }

  private Answering writer(FinishedRun finished) {
    RunWriter writer = new RunWriter(finished, spec.commandLine().getOut(), interruption);
    long[] answers = new long[1];
    return line -> writer.write(line, length, sampling.sampler(answers[0]++));
  }

  private Answering answerer(FinishedRun finished) {
    Predictor predictor = finished.predictor();
    PrintWriter out = spec.commandLine().getOut();
    return line -> predictor.answer(line).map(JsonLine::of).ifPresent(out::println);
  }
}
