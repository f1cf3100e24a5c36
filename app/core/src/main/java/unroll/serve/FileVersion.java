package unroll.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * By what a file that was replaced is told from the one before.
 *
 * @param key the file system's own, where it has one
 */
record FileVersion(long milliseconds, long size, String key) {

  /** Empty if there is no such file. */
  static Optional<FileVersion> of(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new FileVersion(
              attributes.lastModifiedTime().toMillis(),
              attributes.size(),
              String.valueOf(attributes.fileKey())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
