package unroll.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder the program uses; it need not exist yet.
 *
 * @param purpose what lies in it
 * @param exists whether it is there
 * @param writable whether it, or the folder it would be made in, can be written
 * @param free bytes on its disk, -1 if the system does not tell
 */
public record Folder(String purpose, String path, boolean exists, boolean writable, long free) {
  static Folder of(String purpose, Path path) {
    Path existing = path.toAbsolutePath().normalize();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    boolean isWritable = Files.isDirectory(existing) && Files.isWritable(existing);
    return new Folder(
        purpose, path.toString(), Files.isDirectory(path), isWritable, free(existing));
  }

  private static long free(Path existing) {
    try {
      return Files.getFileStore(existing).getUsableSpace();
    } catch (IOException e) {
      return -1;
    }
  }
}
