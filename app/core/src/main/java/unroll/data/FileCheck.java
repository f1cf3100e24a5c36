package unroll.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What became of a file of a data set on this disk.
 *
 * @param path where it lies or, if missing, belongs
 * @param found the checksum found, or why none could be; empty for a missing file
 */
public record FileCheck(Path path, State state, String found) {
  /** How a file stands to what was published. */
  public enum State {
    OK,
    MISSING,
    WRONG
  }

  /** Reads {@code file} from {@code published} (or {@code published.gz}) and hashes it. */
  public static FileCheck of(CatalogFile file, Path published) {
    Optional<StoredFile> stored = StoredFile.find(published);
    if (stored.isEmpty()) {
      return new FileCheck(published, State.MISSING, "");
    }
    Path path = stored.get().path();
    try (InputStream bytes = stored.get().open()) {
      String found = new Sha256().addAll(bytes).hex();
      return new FileCheck(path, found.equals(file.sha256()) ? State.OK : State.WRONG, found);
    } catch (IOException e) {
      return new FileCheck(path, State.WRONG, "unreadable (" + e + ")");
    }
  }
}
