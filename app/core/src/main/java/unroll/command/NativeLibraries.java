package unroll.command;

import java.nio.file.Path;
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

  /** What to say when they could not be loaded. */
  public static String failure(LinkageError error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return "the native libraries could not be loaded from %s: %s; --cache DIR chooses a folder that can be written"
        .formatted(System.getProperty(FOLDER), cause.getMessage());
  }
}
