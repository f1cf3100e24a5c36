package unroll.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.factory.Nd4jBackend.NoAvailableBackendException;
import unroll.config.UserException;
import unroll.data.CacheFolder;
import unroll.experiment.Provenance;

/**
 * Where JavaCPP unpacks the native libraries. By itself it would do so once for every name that a
 * jar has.
 */
public final class NativeLibraries {
  private static final String JAVACPP = "org.bytedeco.javacpp.";
  private static final String FOLDER = JAVACPP + "cachedir";
  private static final String WITHOUT_NAME_OF_JAR = JAVACPP + "cachedir.nosubdir";
  private static final String MOST_MEMORY = JAVACPP + "maxphysicalbytes";
  private static final String LIBRARY_PATH = "java.library.path";

  private NativeLibraries() {}

  /**
   * Chooses a folder by the versions of the libraries, unless the user has chosen one for JavaCPP;
   * before JavaCPP is loaded.
   */
  public static void unpackInto(CacheFolder cache) {
    if (System.getProperty(MOST_MEMORY) == null) {
      // With a limit JavaCPP reads the process's memory use at every allocation.
      System.setProperty(MOST_MEMORY, "0");
    }
    if (System.getProperty(FOLDER) == null) {
      Path folder = folder(cache);
      boolean isFinal =
          Files.isDirectory(folder)
              && (!Files.isWritable(folder) || PackedLibraries.ofProgram().isEmpty());
      properties(folder, isFinal, System.getProperty(LIBRARY_PATH, ""))
          .forEach(System::setProperty);
    }
  }

  /**
   * That of the cache. Where the program has none to unpack, it may have been shipped with them in
   * a cache of its own.
   */
  private static Path folder(CacheFolder cache) {
    String versions = Provenance.Build.read().natives();
    Path folder = cache.natives().resolve(versions);
    if (Files.isDirectory(folder) || !PackedLibraries.ofProgram().isEmpty()) {
      return folder;
    }
    Path shipped = ProgramFile.folder().resolve("cache");
    return new CacheFolder(shipped).natives().resolve(versions);
  }

  /**
   * What JavaCPP has to be told.
   *
   * @param isFinal nothing is unpacked into the folder any more. JavaCPP would turn to another one
   *     if it cannot be written, and look for what to unpack in any case.
   * @param libraryPath where Java looks for libraries so far
   */
  static Map<String, String> properties(Path folder, boolean isFinal, String libraryPath) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(FOLDER, folder.toString());
    properties.put(WITHOUT_NAME_OF_JAR, "true");
    if (isFinal) {
      properties.put(JAVACPP + "cacheLibraries", "false");
      properties.put(JAVACPP + "pathsFirst", "true");
      properties.put(
          LIBRARY_PATH,
          libraryPath.isEmpty() ? folder.toString() : folder + File.pathSeparator + libraryPath);
    }
    return properties;
  }

  /** Where JavaCPP unpacks to. */
  static Path folder() {
    String chosen = System.getProperty(FOLDER);
    return chosen != null
        ? Path.of(chosen)
        : Path.of(System.getProperty("user.home"), ".javacpp", "cache");
  }

  /**
   * Unpacks all that this program has, where they would be unpacked one by one.
   *
   * @throws UserException if there are none, or the folder cannot be written
   */
  static PackedLibraries.Unpacked unpackAll() {
    PackedLibraries libraries = PackedLibraries.ofProgram();
    if (libraries.isEmpty()) {
      throw new UserException(
          "this program has no native libraries in its jar: they lie unpacked in " + folder());
    }
    try {
      return libraries.unpackInto(folder());
    } catch (IOException e) {
      throw new UserException(
          "the native libraries cannot be unpacked into %s: %s; --cache DIR chooses another folder"
              .formatted(folder(), e.getMessage()),
          e);
    }
  }

  /** That of a program whose native libraries could not be loaded. */
  public static int exitCode(LinkageError error) {
    return isWithoutBackend(cause(error)) ? Failure.WRONG_INPUT : Failure.FAILED;
  }

  private static boolean isWithoutBackend(Throwable cause) {
    return cause instanceof NoAvailableBackendException;
  }

  private static Throwable cause(LinkageError error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** What to say when they could not be loaded. */
  public static String failure(LinkageError error) {
    Throwable cause = cause(error);
    if (isWithoutBackend(cause)) {
      return "the chosen backend could not start, for the reason above; --backend cpu needs no device";
    }
    return "the native libraries could not be loaded from %s: %s; --cache DIR chooses a folder that can be written"
        .formatted(System.getProperty(FOLDER), cause.getMessage());
  }
}
