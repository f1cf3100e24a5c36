package unroll.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import unroll.config.UserException;
import unroll.experiment.ExperimentConfig;
import unroll.experiment.Provenance;

/** The experiment that a command is about: a configuration file, or a run to be repeated. */
final class ConfigArguments {
  @Parameters(paramLabel = "CONFIG", arity = "0..1", description = "The experiment's YAML file.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Replaces one value of the file, such as network.units=64. May be repeated.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "Repeat the run that a provenance.json tells of, on the same data, instead of a CONFIG.")
  private Path from;

  ExperimentConfig read() {
    if ((file == null) == (from == null)) {
      throw new UserException("expected either a CONFIG file or --from a provenance.json");
    } else if (file != null) {
      return ExperimentConfig.read(file, settings);
    } else if (!settings.isEmpty()) {
      throw new UserException("--set: a repeated run has the same values; expected none");
    }
    return ExperimentConfig.readText(from + ", config", Provenance.read(from).config());
  }

  /** The run to be repeated, if that is what is wanted. */
  Optional<Provenance> repeated() {
    return Optional.ofNullable(from).map(Provenance::read);
  }

  /** What relative paths in the file are relative to. */
  Path folder() {
    return (file != null ? file : from).toAbsolutePath().normalize().getParent();
  }
}
