package unroll.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import unroll.data.DataRoot;

/** The option {@code --data}, for every command that reads data sets. */
final class DataRootOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder of the data sets, each in a folder of its name."
              + " Default: $UNROLL_DATA, else unroll/data in the user's cache folder.")
  private Path folder;

  /** The folder of the option, or the one chosen without it. */
  DataRoot root() {
    return DataRoot.choose(Optional.ofNullable(folder));
  }
}
