package unroll.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unroll.config.UserException;
import unroll.data.Vocabulary;
import unroll.experiment.FinishedRun;
import unroll.generation.Sampler;
import unroll.generation.TextGenerator;
import unroll.network.ModelFit;
import unroll.network.RecurrentNetwork;
import unroll.task.CharacterLanguageModel;

/** {@code unroll generate}: text written by the best model of a run. */
@Command(
    name = "generate",
    description = "Write text with the model of a run.",
    mixinStandardHelpOptions = true)
public final class GenerateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "A run folder.")
  private Path run;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "What the text begins with.")
  private String prompt;

  @Option(
      names = "--length",
      paramLabel = "N",
      defaultValue = "500",
      description = "Characters to write after the prompt. Default: ${DEFAULT-VALUE}.")
  private long length;

  @Option(
      names = "--temperature",
      paramLabel = "X",
      defaultValue = "0.8",
      description =
          "Below 1 is more careful, above 1 more daring, 0 always takes the most probable"
              + " character. Default: ${DEFAULT-VALUE}.")
  private double temperature;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      defaultValue = "0",
      description =
          "Draw from the K most probable characters only; 0: from all. Default: ${DEFAULT-VALUE}.")
  private int topK;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed writes the same text. Default: ${DEFAULT-VALUE}.")
  private long seed;

  private final Interruption interruption;

  GenerateCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    checkAtLeastZero("--length", length);
    checkAtLeastZero("--temperature", temperature);
    checkAtLeastZero("--top-k", topK);
    FinishedRun finished = FinishedRun.open(run);
    if (!(finished.config().task() instanceof CharacterLanguageModel)) {
      throw new UserException(run + ": generate needs the run of a character language model");
    }
    Vocabulary vocabulary = finished.vocabulary(CharacterLanguageModel.VOCABULARY_FILE);
    RecurrentNetwork network = finished.model();
    TextGenerator generator = new TextGenerator(network, vocabulary);
    ModelFit.require(network, CharacterLanguageModel.shape(vocabulary), run);
    PrintWriter out = spec.commandLine().getOut();
    boolean completed =
        generator.write(
            prompt,
            length,
            new Sampler(temperature, topK, seed),
            text -> {
              out.print(text);
              out.flush();
              return !interruption.isRequested() && !out.checkError();
            });
    out.println();
    return !completed && interruption.isRequested() ? Failure.INTERRUPTED : 0;
  }

  static void checkAtLeastZero(String option, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      String found = value == Math.rint(value) ? Long.toString((long) value) : "" + value;
      throw new UserException(option + ": must be at least 0, found " + found);
    }
  }
}
