package unroll.packing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import unroll.config.UserException;
import unroll.experiment.FilmFrame;
import unroll.experiment.FinishedRun;

/** A trained run: everything in its folder but what only a training that goes on needs. */
final class RunContents {
  private static final String MAIN = "run";

  private final Path folder;

  RunContents(Path folder) {
    this.folder = folder;
  }

  /**
   * @throws UserException if it is no run, or has no model that answers
   */
  Contents collect() {
    FinishedRun run = FinishedRun.open(folder);
    if (run.config().task().isCrossValidated()) {
      throw new UserException(
          folder + ": a cross-validation has a model for every part; pack one of its runs");
    }
    // Damage shows here, not where the jar is opened.
    run.predictor();
    SortedMap<String, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        boolean isWanted =
            Files.isRegularFile(entry) && !name.startsWith(".") && !isOfTraining(name);
        if (isWanted) {
          files.put(MAIN + "/" + name, entry);
        }
      }
    } catch (IOException e) {
      throw new UserException(folder + ": cannot be read: " + e.getMessage(), e);
    }
    for (FilmFrame frame : run.film()) {
      Path name = run.folder().relativize(frame.file());
      files.put(MAIN + "/" + ConfigContents.slashed(name), frame.file());
    }
    return new Contents(
        run.config().name(), PackedExperiment.Content.RUN, MAIN, files, new TreeMap<>());
  }

  private static boolean isOfTraining(String name) {
    return name.startsWith("checkpoint-")
        || name.equals(FinishedRun.SINGLE_MODEL)
        || name.endsWith(".tmp");
  }
}
