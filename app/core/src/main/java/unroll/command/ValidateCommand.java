package unroll.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unroll.config.UserException;
import unroll.experiment.ConfigSchema;
import unroll.experiment.ExperimentConfig;
import unroll.task.TaskData;

/** {@code unroll validate}: says what is wrong with a configuration and its data, or nothing. */
@Command(
    name = "validate",
    description = "Check a configuration and its data without training.",
    mixinStandardHelpOptions = true)
public final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataRootOption data;

  @Parameters(paramLabel = "CONFIG", arity = "0..1", description = "The experiment's YAML file.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Replaces one value of the file. May be repeated.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--schema",
      description = "Print the JSON Schema of configurations, for editors, instead.")
  private boolean schema;

  @Override
  public Integer call() {
    if (schema && file != null) {
      throw new UserException("validate: expected either a CONFIG file or --schema");
    } else if (schema) {
      spec.commandLine().getOut().print(ConfigSchema.json());
      spec.commandLine().getOut().flush();
      return 0;
    } else if (file == null) {
      throw new UserException("validate: expected a CONFIG file, or --schema");
    }
    ExperimentConfig config = ExperimentConfig.read(file, settings);
    TaskData loaded = config.load(data.root(), file.toAbsolutePath().getParent());
    loaded.description().forEach(line -> spec.commandLine().getOut().println(line));
    spec.commandLine().getOut().println(file + ": valid");
    return 0;
  }
}
