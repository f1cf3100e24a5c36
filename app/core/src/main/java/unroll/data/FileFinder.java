package unroll.data;

import java.nio.file.Path;

/** Finds the files that configurations name. */
@FunctionalInterface
public interface FileFinder {
  /**
   * The file or folder that is meant, on this machine; what is no data set's may be absent.
   *
   * @param configFolder what relative paths are relative to
   * @throws unroll.config.UserException if the reference is none, or a data set is not there
   */
  Path resolve(String reference, Path configFolder);
}
