package unroll.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unroll.config.UserException;
import unroll.experiment.FinishedRun;
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

  @Mixin private SamplingOptions sampling;

  private final Interruption interruption;

  GenerateCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    SamplingOptions.checkAtLeastZero("--length", length);
    sampling.check();
    FinishedRun finished = FinishedRun.open(run);
    if (!(finished.config().task() instanceof CharacterLanguageModel)) {
      throw new UserException(run + ": generate needs the run of a character language model");
    }
    boolean completed =
        new RunWriter(finished, spec.commandLine().getOut(), interruption)
            .write(prompt, length, sampling.sampler(0));
    return !completed && interruption.isRequested() ? Failure.INTERRUPTED : 0;
  }
}
