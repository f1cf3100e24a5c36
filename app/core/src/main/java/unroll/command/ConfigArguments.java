package unroll.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import unroll.experiment.ExperimentConfig;

/** A configuration file with changes from the command line. */
final class ConfigArguments {
  @Parameters(paramLabel = "CONFIG", description = "The experiment's YAML file.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Replaces one value of the file, such as network.units=64. May be repeated.")
  private List<String> settings = new ArrayList<>();

  ExperimentConfig read() {
    return ExperimentConfig.read(file, settings);
  }

  /** What relative paths in the file are relative to. */
  Path folder() {
    return file.toAbsolutePath().normalize().getParent();
  }
}
