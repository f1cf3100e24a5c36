package unroll.packing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import unroll.config.UserException;
import unroll.data.AtomicFile;
import unroll.data.Sha256;

/**
 * An experiment that came in the jar this program runs from, its files unpacked.
 *
 * @param folder it alone has
 */
public record UnpackedExperiment(PackedExperiment experiment, Path folder) {
  private static final String FILES = "files";
  private static final String DESCRIPTION = "experiment.json";
  private static final int LARGEST_DESCRIPTION = 1 << 26;

  /** The experiment in a class loader's jars, its files not unpacked yet. */
  public static Optional<PackedExperiment> find(ClassLoader jars) {
    try (InputStream in = jars.getResourceAsStream(PackedExperiment.RESOURCE)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] json = in.readNBytes(LARGEST_DESCRIPTION + 1);
      if (json.length > LARGEST_DESCRIPTION) {
        throw new UserException(PackedExperiment.RESOURCE + ": too large");
      }
      return Optional.of(PackedExperiment.read(json));
    } catch (IOException e) {
      throw new UserException(PackedExperiment.RESOURCE + ": damaged: " + e.getMessage(), e);
    }
  }

  /**
   * Unpacks what is not unpacked yet. Experiments that differ get folders that differ.
   *
   * @param folder where experiments are unpacked
   * @throws UserException if the folder cannot be written, or a file in the jar is not what the
   *     description says
   */
  public static UnpackedExperiment unpack(
      PackedExperiment experiment, ClassLoader jars, Path folder) {
    byte[] json = experiment.json();
    String sum = Sha256.of(json);
    Path own = folder.resolve(experiment.name() + "-" + sum.substring(0, 16));
    for (PackedFile file : experiment.files()) {
      Path target = own.resolve(FILES).resolve(file.name());
      if (!isThere(file, target)) {
        write(file, target, jars);
      }
    }
    UnpackedExperiment unpacked = new UnpackedExperiment(experiment, own);
    if (!isThere(new PackedFile(DESCRIPTION, json.length, sum), unpacked.description())) {
      place(unpacked.description(), out -> out.write(json));
    }
    return unpacked;
  }

  /** Somebody may have edited it. */
  private static boolean isThere(PackedFile file, Path target) {
    try {
      return Files.isRegularFile(target)
          && Files.size(target) == file.size()
          && Sha256.ofFile(target).equals(file.sha256());
    } catch (IOException e) {
      return false;
    }
  }

  private static void write(PackedFile file, Path target, ClassLoader jars) {
    String resource = PackedExperiment.FILES + file.name();
    place(
        target,
        out -> {
          try (InputStream in = jars.getResourceAsStream(resource)) {
            if (in == null) {
              throw new UserException(resource + ": missing from the jar");
            }
            copy(in, out, file.size());
          }
        });
    if (!isThere(file, target)) {
      throw new UserException(
          resource + ": damaged: not what " + PackedExperiment.RESOURCE + " says");
    }
  }

  /** At most so many bytes; one that has more is found to be damaged afterwards. */
  private static void copy(InputStream in, OutputStream out, long size) throws IOException {
    byte[] chunk = new byte[1 << 16];
    long left = size;
    for (int read = in.read(chunk); read >= 0 && left >= read; read = in.read(chunk)) {
      left -= read;
      out.write(chunk, 0, read);
    }
  }

  /** Under a name of its own first, as another process may be unpacking the same. */
  private static void place(Path target, AtomicFile.Content content) {
    try {
      Files.createDirectories(target.getParent());
      Path aside = Files.createTempFile(target.getParent(), "unpacking", "");
      try {
        AtomicFile.write(aside, content);
        Files.move(
            aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new UserException(
          "%s: cannot be unpacked: %s; --cache DIR chooses another folder"
              .formatted(target, e.getMessage()),
          e);
    }
  }

  /** A file with what the experiment says of itself. */
  public Path description() {
    return folder.resolve(DESCRIPTION);
  }

  /**
   * What a file says of an experiment.
   *
   * @throws UserException if it is missing or damaged
   */
  public static PackedExperiment read(Path description) {
    try (InputStream in = Files.newInputStream(description)) {
      return PackedExperiment.read(in.readNBytes(LARGEST_DESCRIPTION));
    } catch (IOException e) {
      throw new UserException(description + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The configuration file, or the run folder. */
  public Path main() {
    return folder.resolve(FILES).resolve(experiment.main());
  }
}
