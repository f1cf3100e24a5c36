package unroll.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import unroll.data.AtomicFile;
import unroll.network.RecurrentNetwork;

/**
 * What a run keeps to average its newest models: {@code average/step-STEP.zip}, models of
 * evaluations, and {@code model-single.zip}, the best of them once an average has taken its place.
 */
final class AverageFiles {
  /** Beside the best model, so that whatever makes a later one of these lasting makes this too. */
  static final String SINGLE = "model-single.zip";

  private static final String FOLDER = "average";

  /**
   * Kept besides those that are averaged: a training may have to go on from the checkpoint before
   * the newest, and the model of an evaluation is written before its checkpoint.
   */
  private static final int SPARE = 2;

  private final Path single;
  private final StepModels models;

  AverageFiles(Path run) {
    this.single = run.resolve(SINGLE);
    this.models = new StepModels(run.resolve(FOLDER));
  }

  /**
   * @param averaged how many models are averaged in the end
   */
  void save(RecurrentNetwork network, int step, int averaged) {
    models.save(network, step);
    List<FilmFrame> kept = models.frames();
    for (FilmFrame old : kept.subList(0, Math.max(0, kept.size() - averaged - SPARE))) {
      try {
        Files.deleteIfExists(old.file());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot delete " + old.file() + ": " + e.getMessage(), e);
      }
    }
  }

  /**
   * The newest models, the newest last.
   *
   * @param averaged how many at most
   */
  List<FilmFrame> newest(int averaged) {
    List<FilmFrame> kept = models.frames();
    return kept.subList(Math.max(0, kept.size() - averaged), kept.size());
  }

  /** Keeps the best model of an evaluation, whose place an average takes. */
  void setAside(Path best) {
    AtomicFile.write(single, out -> Files.copy(best, out));
  }

  /** Gives the best model of an evaluation its place back, if an average took it. */
  void giveBack(Path best) throws IOException {
    if (Files.isRegularFile(single)) {
      Files.move(single, best, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Takes back the models after a step. */
  void keepUntil(int step) throws IOException {
    models.keepUntil(step);
  }
}
