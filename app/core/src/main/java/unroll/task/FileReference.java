package unroll.task;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import unroll.config.UserException;
import unroll.data.DataRoot;

/** Files as a configuration names them. */
final class FileReference {
  private FileReference() {}

  /**
   * The same file named without the help of a folder; one of a data set, or elsewhere, stays as it
   * is.
   */
  static String in(Path folder, String file) {
    if (file == null || file.startsWith(DataRoot.PREFIX) || DataRoot.isElsewhere(file)) {
      return file;
    }
    try {
      return folder.resolve(file).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException e) {
      throw new UserException("file " + file + ": not a path: " + e.getReason(), e);
    }
  }
}
