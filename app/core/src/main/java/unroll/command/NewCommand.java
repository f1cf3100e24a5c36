package unroll.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unroll.config.UserException;
import unroll.config.Words;
import unroll.data.AtomicFile;
import unroll.experiment.ConfigSchema;

/** {@code unroll new}: a commented configuration to begin with, and the schema for the editor. */
@Command(
    name = "new",
    description = "Write a commented configuration that trains as it stands.",
    mixinStandardHelpOptions = true)
public final class NewCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "TASK", description = "A task type, such as character-language-model.")
  private String task;

  @Parameters(paramLabel = "FILE", description = "The YAML file to write; its folder must exist.")
  private Path file;

  @Override
  public Integer call() {
    List<String> tasks = ConfigSchema.taskTypes();
    if (!tasks.contains(task)) {
      throw new UserException("TASK: unknown: " + task + "; " + Words.hint(task, tasks));
    }
    if (file.endsWith(ConfigSchema.FILE)) {
      throw new UserException(file + ": is the schema's name; choose another");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (Files.exists(file)) {
      throw new UserException(file + ": exists already; choose another name");
    } else if (!Files.isWritable(folder)) {
      throw new UserException(folder + ": no such folder, or it cannot be written");
    }
    byte[] starter = starter(task);
    AtomicFile.write(
        folder.resolve(ConfigSchema.FILE), ConfigSchema.json().getBytes(StandardCharsets.UTF_8));
    AtomicFile.write(file, starter);
    spec.commandLine().getOut().println("wrote " + file + "; train it with: unroll train " + file);
    return 0;
  }

  /**
   * @throws UserException if the program has none for this task
   */
  static byte[] starter(String task) {
    try (InputStream in =
        NewCommand.class.getResourceAsStream("/unroll/starter/" + task + ".yaml")) {
      if (in == null) {
        throw new UserException(
            "TASK: there is no configuration to begin with for %s; app/docs/configuration.md lists its keys"
                .formatted(task));
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the program lacks its starter for " + task, e);
    }
  }
}
