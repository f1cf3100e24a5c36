package unroll.command;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the program itself lies. */
final class ProgramFile {
  private ProgramFile() {}

  /** The jar that it runs from, if that is one. */
  static Optional<Path> jar() {
    return Optional.of(place()).filter(Files::isRegularFile);
  }

  /** The folder around it. */
  static Path folder() {
    return place().toAbsolutePath().getParent();
  }

  private static Path place() {
    try {
      return Path.of(ProgramFile.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program's own place is no file", e);
    }
  }
}
