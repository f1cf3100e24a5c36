package unroll.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import unroll.data.DataRoot;
import unroll.experiment.ExperimentConfig;

/** A data file of a task, read as a training reads it. */
final class TaskFamily implements FuzzFamily {
  private final List<byte[]> seeds;
  private final Path folder;
  private final Path file;
  private final ExperimentConfig config;

  /**
   * @param task the keys of the task, as they stand within braces
   * @param name of the file that it reads
   */
  TaskFamily(Path folder, String task, String name, byte[]... seeds) throws IOException {
    this.folder = folder;
    this.file = folder.resolve(name);
    this.seeds = List.of(seeds);
    Path written = folder.resolve("config.yaml");
    Files.writeString(written, "name: fuzz\ntask: {%s}\n".formatted(task));
    this.config = ExperimentConfig.read(written, List.of());
  }

  @Override
  public List<byte[]> seeds() {
    return seeds;
  }

  @Override
  public void read(byte[] input) throws IOException {
    Files.write(file, input);
    config.task().load(name -> new DataRoot(folder).resolve(name, folder), config.training());
  }
}
