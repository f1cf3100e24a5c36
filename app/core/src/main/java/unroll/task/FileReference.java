package unroll.task;

import java.nio.file.Path;
import unroll.data.DataRoot;

/** Files as a configuration names them. */
final class FileReference {
  private FileReference() {}

  /** The same file named without the help of a folder; one of a data set stays as it is. */
  static String in(Path folder, String file) {
    return file == null || file.startsWith(DataRoot.PREFIX)
        ? file
        : folder.resolve(file).toAbsolutePath().normalize().toString();
  }
}
