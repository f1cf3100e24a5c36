package unroll.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import unroll.experiment.ExperimentConfig;

/** A configuration file, and the values that replace its own. */
final class ConfigFile {
  @Parameters(paramLabel = "CONFIG", arity = "0..1", description = "The experiment's YAML file.")
  private Path path;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Replaces one value of the file, such as network.units=64. May be repeated.")
  private List<String> settings = new ArrayList<>();

  boolean isGiven() {
    return path != null;
  }

  /** Null if none was given. */
  Path path() {
    return path;
  }

  List<String> settings() {
    return settings;
  }

  ExperimentConfig read() {
    return ExperimentConfig.read(path, settings);
  }

  /** What relative paths in the file are relative to. */
  Path folder() {
    return path.toAbsolutePath().normalize().getParent();
  }
}
