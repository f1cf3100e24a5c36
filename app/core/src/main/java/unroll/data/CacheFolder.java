package unroll.data;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import unroll.config.UserException;

/**
 * The folder for what can be had again: downloaded data sets, unpacked native libraries and
 * experiments, and what does not fit into memory.
 *
 * @param folder it need not exist yet
 */
public record CacheFolder(Path folder) {
  /** The system property that comes before everything else. */
  public static final String PROPERTY = "unroll.cache";

  private static final String VARIABLE = "UNROLL_CACHE";

  /** That of this process. */
  public static CacheFolder choose() {
    String chosen = System.getProperty(PROPERTY, "");
    return choose(
        chosen.isBlank() ? Optional.empty() : Optional.of(path(chosen, PROPERTY)),
        System.getenv(),
        System.getProperty("os.name"),
        Path.of(System.getProperty("user.home")));
  }

  /**
   * The chosen folder, else that of the variable {@code UNROLL_CACHE}, else {@code unroll} in the
   * user's cache folder.
   *
   * @param operatingSystem as in the system property {@code os.name}
   */
  public static CacheFolder choose(
      Optional<Path> chosen, Map<String, String> environment, String operatingSystem, Path home) {
    if (chosen.isPresent()) {
      return new CacheFolder(chosen.get());
    }
    String named = environment.getOrDefault(VARIABLE, "");
    return new CacheFolder(
        named.isBlank()
            ? ofUser(environment, operatingSystem, home).resolve("unroll")
            : path(named, VARIABLE));
  }

  private static Path ofUser(Map<String, String> environment, String operatingSystem, Path home) {
    String system = operatingSystem.toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      return absolute(environment, "LOCALAPPDATA").orElse(home.resolve("AppData").resolve("Local"));
    } else if (system.startsWith("mac")) {
      return home.resolve("Library").resolve("Caches");
    }
    return absolute(environment, "XDG_CACHE_HOME").orElse(home.resolve(".cache"));
  }

  /** The standard for {@code XDG_CACHE_HOME} has relative paths ignored. */
  private static Optional<Path> absolute(Map<String, String> environment, String variable) {
    String value = environment.getOrDefault(variable, "");
    return value.isBlank()
        ? Optional.empty()
        : Optional.of(path(value, variable)).filter(Path::isAbsolute);
  }

  private static Path path(String text, String what) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UserException(what + " " + text + ": not a path: " + e.getReason(), e);
    }
  }

  /** Where downloaded data sets lie. */
  public Path data() {
    return folder.resolve("data");
  }

  /** Where experiments that came in a jar are unpacked. */
  public Path experiments() {
    return folder.resolve("experiments");
  }

  /** Where native libraries are unpacked. */
  public Path natives() {
    return folder.resolve("natives");
  }

  /** Where processes keep data for which they have no memory. */
  public Path spilled() {
    return folder.resolve("spilled");
  }
}
