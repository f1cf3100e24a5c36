package unroll.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkFiles;
import unroll.config.UserException;
import unroll.data.DataRoot;
import unroll.data.FileFinder;

/**
 * Files as a configuration names them, with addresses that Hadoop reads among them: those are
 * copied once to the disk of the process, into the folder that Spark gives it.
 */
final class HadoopFiles implements FileFinder {
  private static final String FOLDER = "unroll-data";
  private static final String PACKED = ".gz";

  private final Optional<DataRoot> local;
  private final String address;

  /** With the data root in a folder. */
  HadoopFiles(DataRoot root) {
    this.local = Optional.of(root);
    this.address = "";
  }

  /** With the data root at an address. */
  HadoopFiles(String address) {
    this.local = Optional.empty();
    this.address = address.endsWith("/") ? address : address + "/";
  }

  @Override
  public Path resolve(String reference, Path configFolder) {
    if (DataRoot.isElsewhere(reference)) {
      return copy(reference).orElseThrow(() -> new UserException(reference + ": no such file"));
    } else if (local.isPresent()) {
      return local.get().resolve(reference, configFolder);
    } else if (!reference.startsWith(DataRoot.PREFIX)) {
      return configFolder.resolve(reference).normalize();
    }
    String inside = reference.substring(DataRoot.PREFIX.length());
    if (inside.isEmpty()
        || inside.startsWith("/")
        || Path.of(inside).normalize().startsWith("..")) {
      throw new UserException(reference + ": leaves the data root; expected data:SET/FILE");
    }
    return copy(address + inside)
        .or(() -> copy(address + inside + PACKED))
        .orElseThrow(() -> new UserException(reference + ": " + address + inside + " is missing"));
  }

  /** Empty if there is no such file or folder. */
  private static synchronized Optional<Path> copy(String from) {
    String own = UUID.nameUUIDFromBytes(from.getBytes(StandardCharsets.UTF_8)).toString();
    org.apache.hadoop.fs.Path source = new org.apache.hadoop.fs.Path(from);
    Path folder = Path.of(SparkFiles.getRootDirectory()).toAbsolutePath().resolve(FOLDER);
    Path target = folder.resolve(own).resolve(source.getName());
    if (Files.exists(target)) {
      return Optional.of(target);
    }
    FileSystem system = Hadoop.fileSystem(from);
    try {
      if (!system.exists(source)) {
        return Optional.empty();
      }
      Path whole = Files.createDirectories(folder.resolve(own + ".part"));
      Path part = whole.resolve(source.getName());
      system.copyToLocalFile(false, source, new org.apache.hadoop.fs.Path(part.toUri()), true);
      Files.createDirectories(target.getParent());
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      return Optional.of(target);
    } catch (IOException e) {
      throw new UserException(from + ": cannot be copied: " + e.getMessage(), e);
    }
  }
}
