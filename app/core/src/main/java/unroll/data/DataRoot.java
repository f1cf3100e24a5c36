package unroll.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import unroll.config.UserException;
import unroll.config.Words;

/**
 * The folder that holds the data sets, each in a folder of its own name.
 *
 * @param folder it need not exist yet
 * @param chosenByOption whether {@code --data} named it, for then advice must repeat the option
 */
public record DataRoot(Path folder, boolean chosenByOption) implements FileFinder {
  /** How a reference to a file under the data root begins. */
  public static final String PREFIX = "data:";

  private static final Pattern ELSEWHERE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.*");

  private static final String VARIABLE = "UNROLL_DATA";

  public DataRoot(Path folder) {
    this(folder, false);
  }

  /** Whether a reference is the address of a file that another file system than Java's has. */
  public static boolean isElsewhere(String reference) {
    return ELSEWHERE.matcher(reference).matches();
  }

  /** The root that the option and this process's environment choose. */
  public static DataRoot choose(Optional<Path> option) {
    return choose(option, System.getenv(), CacheFolder.choose());
  }

  /**
   * The option's folder, else that of the variable {@code UNROLL_DATA}, else one in the cache
   * folder.
   */
  public static DataRoot choose(
      Optional<Path> option, Map<String, String> environment, CacheFolder cache) {
    if (option.isPresent()) {
      return new DataRoot(option.get(), true);
    }
    String named = environment.getOrDefault(VARIABLE, "");
    return new DataRoot(named.isBlank() ? cache.data() : path(named, VARIABLE));
  }

  /**
   * The file or folder a configuration refers to. {@code data:SET/FILE} lies under this root, if
   * need be as {@code FILE.gz}; everything else is relative to the configuration's folder and may
   * be absent.
   *
   * @throws UserException if a {@code data:} reference leaves the root or is not there
   */
  @Override
  public Path resolve(String reference, Path configFolder) {
    if (isElsewhere(reference)) {
      throw new UserException(
          reference + ": expected a file on this machine; addresses are read on Spark only");
    }
    if (!reference.startsWith(PREFIX)) {
      return configFolder.resolve(path(reference, "file")).normalize();
    }
    Path inside = path(reference.substring(PREFIX.length()), "file").normalize();
    if (inside.getRoot() != null || inside.startsWith("..") || inside.toString().isEmpty()) {
      throw new UserException(
          reference
              + ": leaves the data root; expected "
              + PREFIX
              + "SET or "
              + PREFIX
              + "SET/FILE");
    }
    if (inside.getNameCount() == 1) {
      Optional<Path> absent = absentFromSet(inside);
      if (absent.isPresent()) {
        throw absent(absent.get());
      }
    }
    return StoredFile.find(folder.resolve(inside))
        .map(StoredFile::path)
        .orElseThrow(() -> absent(inside));
  }

  /** A set that is only half there must not be taken for the whole of it. */
  private Optional<Path> absentFromSet(Path set) {
    return Catalog.bundled().find(set.toString()).stream()
        .flatMap(entry -> entry.files().stream())
        .map(file -> set.resolve(file.name()))
        .filter(file -> StoredFile.find(folder.resolve(file)).isEmpty())
        .findFirst();
  }

  private UserException absent(Path inside) {
    String set = inside.getName(0).toString();
    String written = inside.toString().replace('\\', '/');
    Catalog catalog = Catalog.bundled();
    Optional<CatalogEntry> entry = catalog.find(set);
    if (entry.isEmpty()) {
      return new UserException(
          Files.isDirectory(folder.resolve(set))
              ? folder.resolve(inside) + ": no such file"
              : missing(set, written) + "; " + Words.hint(set, catalog.names()));
    }
    List<String> files = entry.get().files().stream().map(CatalogFile::name).toList();
    String file = set.equals(written) ? files.get(0) : written.substring(set.length() + 1);
    if (!files.contains(file)) {
      return new UserException(
          "data set " + set + " has no file " + file + "; " + Words.hint(file, files));
    }
    String option = chosenByOption ? " --data " + folder : "";
    return new UserException(
        missing(set, written) + "; get it with: unroll data get " + set + option);
  }

  private String missing(String set, String written) {
    return "data set " + set + " is not in " + folder + " (" + written + " is missing)";
  }

  private static Path path(String text, String what) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UserException(what + " " + text + ": not a path: " + e.getReason(), e);
    }
  }
}
