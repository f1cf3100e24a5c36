package unroll.command;

import java.nio.file.Path;
import org.nd4j.linalg.factory.Nd4jBackend.NoAvailableBackendException;
import unroll.data.CacheFolder;
import unroll.experiment.Provenance;

/**
 * Where JavaCPP unpacks the native libraries. By itself it would do so once for every name that a
 * jar has.
 */
public final class NativeLibraries {
  private static final String FOLDER = "org.bytedeco.javacpp.cachedir";
  private static final String WITHOUT_NAME_OF_JAR = "org.bytedeco.javacpp.cachedir.nosubdir";

  private NativeLibraries() {}

  /**
   * Chooses a folder by the versions of the libraries, unless the user has chosen one for JavaCPP;
   * before JavaCPP is loaded.
   */
  public static void unpackInto(CacheFolder cache) {
    if (System.getProperty(FOLDER) == null) {
      Path folder = cache.natives().resolve(Provenance.Build.read().natives());
      System.setProperty(FOLDER, folder.toString());
      System.setProperty(WITHOUT_NAME_OF_JAR, "true");
    }
  }

  /** Where JavaCPP unpacks to. */
  static Path folder() {
    String chosen = System.getProperty(FOLDER);
    return chosen != null
        ? Path.of(chosen)
        : Path.of(System.getProperty("user.home"), ".javacpp", "cache");
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
