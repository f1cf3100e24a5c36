package unroll.data;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.config.UserException;

class FolderCheckTest {
  @TempDir private Path folder;

  @Test
  void filesAndFoldersAreTheFoldersOwn() throws IOException {
    Files.writeString(folder.resolve("vocabulary.txt"), "a\n");
    Files.createDirectory(folder.resolve("fold"));
    assertDoesNotThrow(() -> FolderCheck.requireOwnFiles(folder));
  }

  @Test
  void aLinkIsRefusedWhereverItLeads() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    Path run = Files.createDirectory(folder.resolve("run"));
    Path link = run.resolve("vocabulary.txt");
    try {
      Files.createSymbolicLink(link, secret);
    } catch (FileSystemException | UnsupportedOperationException e) {
      Assumptions.abort("no links here: " + e);
    }
    assertEquals(
        link + ": is a link; expected files of the run itself",
        assertThrows(UserException.class, () -> FolderCheck.requireOwnFiles(run)).getMessage());
  }

  @Test
  void aFolderThatIsNotThereIsTold() {
    assertThrows(UserException.class, () -> FolderCheck.requireOwnFiles(folder.resolve("nothing")));
  }
}
