package unroll.serve;

import java.nio.file.Files;
import java.nio.file.Path;
import unroll.experiment.FinishedRun;
import unroll.task.Task;

/**
 * A run as clients see it.
 *
 * @param name what it is called in addresses
 */
record ServedRun(String name, FinishedRun run, InputKind reads, ModelPool models, Curves curves) {

  static ServedRun of(String name, FinishedRun run, int models) {
    return new ServedRun(
        name,
        run,
        InputKind.of(run.config().task()),
        new ModelPool(name, run.folder(), models),
        new Curves(run));
  }

  Task task() {
    return run.config().task();
  }

  /** Whether the run has no result yet: it is training, or was stopped. */
  boolean isTraining() {
    return !Files.exists(folder().resolve("result.json"));
  }

  /** Whether its answers can say what was looked at. */
  boolean hasAttention() {
    return run.config().network().decoder().looksBack();
  }

  boolean hasModel() {
    return models.hasModel();
  }

  Path folder() {
    return run.folder();
  }

  /** A message for a client, who need not know where on the machine the run lies. */
  String withoutFolder(String message) {
    return message.replace(folder().toString(), name);
  }
}
