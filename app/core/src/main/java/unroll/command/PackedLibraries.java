package unroll.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;

/**
 * The native libraries in the jars of a program, for one platform.
 *
 * @param jars where they are
 * @param platform JavaCPP's word for it, such as {@code linux-x86_64}
 */
record PackedLibraries(ClassLoader jars, String platform) {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final Pattern LIBRARY =
      Pattern.compile(".+\\.(?:so|dylib|dll)(?:\\.\\d{1,4}){0,3}");

  /**
   * What was unpacked.
   *
   * @param bytes of all of them
   */
  record Unpacked(int libraries, long bytes) {}

  /** Those of this program; loads nothing. */
  static PackedLibraries ofProgram() {
    return new PackedLibraries(
        PackedLibraries.class.getClassLoader(), Loader.Detector.getPlatform());
  }

  /** Whether there is none: then they have been unpacked for good. */
  boolean isEmpty() {
    String first = System.mapLibraryName("jnijavacpp");
    return jars.getResource("org/bytedeco/javacpp/%s/%s".formatted(platform, first)) == null;
  }

  /**
   * Unpacks all of them into one folder, as JavaCPP unpacks them one by one when they are needed:
   * it takes a file of the same size and time for its own.
   */
  Unpacked unpackInto(Path folder) throws IOException {
    Files.createDirectories(folder);
    Map<String, Long> unpacked = new LinkedHashMap<>();
    for (URL manifest : Collections.list(jars.getResources(MANIFEST))) {
      URLConnection connection = manifest.openConnection();
      if (connection instanceof JarURLConnection inJar) {
        JarFile jar = inJar.getJarFile();
        for (JarEntry entry : jar.stream().filter(this::isLibrary).toList()) {
          String name = Path.of(entry.getName()).getFileName().toString();
          if (!unpacked.containsKey(name)) {
            unpack(jar, entry, folder.resolve(name));
            unpacked.put(name, entry.getSize());
          }
        }
      }
    }
    return new Unpacked(
        unpacked.size(), unpacked.values().stream().mapToLong(Long::longValue).sum());
  }

  private boolean isLibrary(JarEntry entry) {
    String[] path = entry.getName().split("/");
    return path.length > 2
        && path[0].equals("org")
        && path[path.length - 2].equals(platform)
        && LIBRARY.matcher(path[path.length - 1]).matches();
  }

  private static void unpack(JarFile jar, JarEntry entry, Path file) throws IOException {
    FileTime time = FileTime.fromMillis(entry.getTime());
    if (Files.exists(file)
        && Files.size(file) == entry.getSize()
        && Files.getLastModifiedTime(file).equals(time)) {
      return;
    }
    Path begun = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".new");
    try (InputStream in = jar.getInputStream(entry)) {
      Files.copy(in, begun, StandardCopyOption.REPLACE_EXISTING);
      Files.setLastModifiedTime(begun, time);
      Files.move(begun, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(begun);
    }
  }
}
