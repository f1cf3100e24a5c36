package unroll.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file as it lies on disk: as published, or gzipped to save space.
 *
 * @param path the file that exists
 * @param gzipped whether the published bytes come out only when it is decompressed
 */
record StoredFile(Path path, boolean gzipped) {
  /** Finds {@code published} itself, or else the same name with {@code .gz} added. */
  static Optional<StoredFile> find(Path published) {
    if (Files.exists(published)) {
      return Optional.of(new StoredFile(published, false));
    }
    Path packed = published.resolveSibling(published.getFileName() + ".gz");
    return Files.exists(packed) ? Optional.of(new StoredFile(packed, true)) : Optional.empty();
  }

  /** Opens the published bytes. */
  InputStream open() throws IOException {
    InputStream stored = new BufferedInputStream(Files.newInputStream(path));
    if (!gzipped) {
      return stored;
    }
    try {
      return Gunzip.of(stored);
    } catch (IOException e) {
      stored.close();
      throw e;
    }
  }
}
