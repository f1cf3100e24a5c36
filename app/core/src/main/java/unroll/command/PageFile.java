package unroll.command;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import unroll.config.UserException;
import unroll.data.AtomicFile;

/** An HTML file that a command writes in the end; its place is checked at the beginning. */
record PageFile(Path path) {
  /**
   * @param path replaced if it is there
   * @throws UserException if it is a folder, or its folder is not there
   */
  PageFile {
    Path folder = path.toAbsolutePath().getParent();
    if (Files.isDirectory(path)) {
      throw new UserException(path + ": is a folder; expected a file for the page");
    } else if (!Files.isDirectory(folder)) {
      throw new UserException(folder + ": no such folder; expected one for the page");
    }
  }

  /**
   * @return the file and its size, for a terminal
   * @throws UserException if it cannot be written
   */
  String write(String html) {
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    try {
      AtomicFile.write(path, bytes);
    } catch (UncheckedIOException e) {
      throw new UserException(e.getMessage(), e);
    }
    return path + ", " + DataListCommand.megabytes(bytes.length);
  }
}
