package unroll.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import unroll.config.UserException;
import unroll.data.AtomicFile;
import unroll.data.FolderCheck;
import unroll.network.ModelFile;
import unroll.network.RecurrentNetwork;

/** Models of steps of a training, without optimizer's states: {@code step-STEP.zip} in a folder. */
final class StepModels {
  /** Before the first step, so that none is kept until it. */
  static final int NO_STEP = -1;

  private static final Pattern NAME = Pattern.compile("step-(\\d{8,10})\\.zip");

  /** A hundred in each of ten tenfolds. */
  private static final int MOST_FRAMES = 1001;

  private final Path folder;

  StepModels(Path folder) {
    this.folder = folder;
  }

  void save(RecurrentNetwork network, int step) {
    Path file = folder.resolve(String.format(Locale.ROOT, "step-%08d.zip", step));
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder + ": " + e.getMessage(), e);
    }
    AtomicFile.write(file, out -> ModelFile.write(network, false, Map.of(), out));
  }

  /** Takes back the models after a step, and the folder with the last one. */
  void keepUntil(int step) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    for (FilmFrame frame : list()) {
      if (frame.step() > step) {
        Files.delete(frame.file());
      }
    }
    try (Stream<Path> left = Files.list(folder)) {
      if (left.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(folder);
  }

  /** By their steps; none where there is no folder. */
  List<FilmFrame> frames() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    FolderCheck.requireOwnFiles(folder);
    List<FilmFrame> frames;
    try {
      frames = list();
    } catch (IOException e) {
      throw new UserException(folder + ": cannot be read: " + e.getMessage(), e);
    }
    if (frames.size() > MOST_FRAMES) {
      throw new UserException("%s: more than %,d models".formatted(folder, MOST_FRAMES));
    }
    return frames;
  }

  private List<FilmFrame> list() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> step(file) >= 0)
          .limit(MOST_FRAMES + 1L)
          .map(file -> new FilmFrame((int) step(file), file))
          .sorted(Comparator.comparingInt(FilmFrame::step))
          .toList();
    }
  }

  /** -1 of a file that is none of them. */
  private static long step(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    long step = name.matches() ? Long.parseLong(name.group(1)) : -1;
    return step <= Integer.MAX_VALUE ? step : -1;
  }
}
