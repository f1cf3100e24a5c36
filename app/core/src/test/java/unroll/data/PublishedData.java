package unroll.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a developer keeps the real data sets: the system property {@code unroll.test.data}, or a
 * folder {@code shared/data} beside the project or any folder above it.
 */
public final class PublishedData {
  private PublishedData() {}

  public static Optional<Path> folder() {
    String named = System.getProperty("unroll.test.data", "");
    Path here = Path.of("").toAbsolutePath();
    return named.isEmpty()
        ? Stream.iterate(here, folder -> folder != null, Path::getParent)
            .map(folder -> folder.resolve("shared").resolve("data"))
            .filter(Files::isDirectory)
            .findFirst()
        : Optional.of(Path.of(named));
  }
}
