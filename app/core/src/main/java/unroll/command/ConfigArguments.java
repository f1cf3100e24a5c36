package unroll.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import unroll.config.UserException;
import unroll.experiment.ExperimentConfig;
import unroll.experiment.Provenance;

/** The experiment that a command is about: a configuration file, or a run to be repeated. */
final class ConfigArguments {
  @Mixin private ConfigFile file;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "Repeat the run that a provenance.json tells of, on the same data, instead of a CONFIG.")
  private Path from;

  ExperimentConfig read() {
    if (file.isGiven() == (from != null)) {
      throw new UserException("expected either a CONFIG file or --from a provenance.json");
    } else if (file.isGiven()) {
      return file.read();
    } else if (!file.settings().isEmpty()) {
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
    return file.isGiven() ? file.folder() : from.toAbsolutePath().normalize().getParent();
  }
}
