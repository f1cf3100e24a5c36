package unroll.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import unroll.config.UserException;

/** Whether a folder from a stranger holds its files itself. */
public final class FolderCheck {
  private FolderCheck() {}

  /**
   * Looks at every entry of the folder, not at those of folders in it.
   *
   * @throws UserException if one is a link, which could lead to any file of this machine, or a
   *     device or pipe, whose reading need not end
   */
  public static void requireOwnFiles(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        BasicFileAttributes kind =
            Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!kind.isRegularFile() && !kind.isDirectory()) {
          throw new UserException(
              "%s: is %s; expected files of the run itself"
                  .formatted(entry, kind.isSymbolicLink() ? "a link" : "no regular file"));
        }
      }
    } catch (IOException e) {
      throw new UserException(folder + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
