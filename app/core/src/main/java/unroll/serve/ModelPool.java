package unroll.serve;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import unroll.config.UserException;
import unroll.experiment.FinishedRun;

/**
 * The models of one run, read as they are needed. A network keeps a state between its steps, so a
 * model is lent to one request at a time and comes back without it. A run that is still training
 * replaces its best model; from then on the new one is lent.
 */
final class ModelPool {
  private static final String MODEL_FILE = "model.zip";

  private final String name;
  private final Path folder;
  private final int most;
  private final Deque<Model> idle = new ArrayDeque<>();

  /**
   * @param name what clients call the run
   * @param most models kept while nobody uses them
   */
  ModelPool(String name, Path folder, int most) {
    this.name = name;
    this.folder = folder;
    this.most = most;
  }

  /**
   * Lends a model.
   *
   * @throws HttpError 409 if the run has none yet, 500 if it cannot be read
   */
  <A> A use(Function<Model, A> request) {
    FileVersion version =
        newest().orElseThrow(() -> new HttpError(409, "the run has no model yet"));
    Model model = takeIdle(version).orElseGet(() -> read(version));
    boolean isSound = false;
    try {
      A answer = request.apply(model);
      isSound = true;
      return answer;
    } catch (UserException | HttpError e) {
      isSound = true;
      throw e;
    } finally {
      if (isSound) {
        model.network().clearStepState();
        giveBack(model);
      }
    }
  }

  boolean hasModel() {
    return newest().isPresent();
  }

  private Optional<FileVersion> newest() {
    return FileVersion.of(folder.resolve(MODEL_FILE));
  }

  private synchronized Optional<Model> takeIdle(FileVersion version) {
    idle.removeIf(model -> !model.version().equals(version));
    return Optional.ofNullable(idle.pollFirst());
  }

  private synchronized void giveBack(Model model) {
    if (idle.size() < most) {
      idle.addFirst(model);
    }
  }

  private Model read(FileVersion version) {
    try {
      return Model.read(FinishedRun.open(folder), version);
    } catch (UserException e) {
      throw new HttpError(
          500, "the run cannot be read: " + e.getMessage().replace(folder.toString(), name));
    }
  }
}
