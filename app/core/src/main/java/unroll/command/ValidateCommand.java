package unroll.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unroll.config.UserException;
import unroll.experiment.ConfigSchema;
import unroll.experiment.CrossValidation;
import unroll.experiment.ExperimentConfig;
import unroll.rehearsal.Rehearsal;
import unroll.task.Task;
import unroll.task.TaskData;

/**
 * {@code unroll validate}: says what is wrong with a configuration and its data, or what a training
 * with them will be like.
 */
@Command(
    name = "validate",
    description = "Check a configuration and its data, and tell what a training will be like.",
    mixinStandardHelpOptions = true)
public final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataRootOption data;
  @Mixin private ConfigFile file;

  @Option(
      names = "--schema",
      description = "Print the JSON Schema of configurations, for editors, instead.")
  private boolean schema;

  @Option(names = "--quick", description = "Do not measure how long a training takes.")
  private boolean quick;

  @Option(
      names = "--overfit",
      description =
          "Instead of measuring, train on one batch alone, until the network knows it by heart;"
              + " the exit code is 1 if it could not.")
  private boolean overfit;

  @Override
  public Integer call() {
    if (schema && file.isGiven()) {
      throw new UserException("validate: expected either a CONFIG file or --schema");
    } else if (schema && (quick || overfit)) {
      throw new UserException("validate: --quick and --overfit go with a CONFIG file");
    } else if (schema) {
      spec.commandLine().getOut().print(ConfigSchema.json());
      spec.commandLine().getOut().flush();
      return 0;
    } else if (!file.isGiven()) {
      throw new UserException("validate: expected a CONFIG file, or --schema");
    }
    return rehearse(file.read());
  }

  private int rehearse(ExperimentConfig config) {
    PrintWriter out = spec.commandLine().getOut();
    Path folder = file.folder();
    TaskData loaded = config.load(data.root(), folder);
    Map<String, Task> folds = new CrossValidation(config, folder, data.root()).checkedFolds();
    if (!folds.isEmpty()) {
      Map.Entry<String, Task> first = folds.entrySet().iterator().next();
      out.println("the first of %d folds, tested on %s".formatted(folds.size(), first.getKey()));
      loaded = first.getValue().load(name -> data.root().resolve(name, folder), config.training());
    }
    Rehearsal rehearsal =
        new Rehearsal(config.network(), config.training(), loaded, line -> print(out, line));
    rehearsal.describe();
    if (!quick && !overfit) {
      rehearsal.measure(Math.max(1, folds.size()));
    }
    boolean isLearned = !overfit || rehearsal.overfit();
    print(out, "");
    print(
        out, file.path() + ": valid" + (isLearned ? "" : ", but the network cannot learn a batch"));
    return isLearned ? 0 : 1;
  }

  /** At once, for the next line may take a while. */
  private static void print(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
