package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedLibrariesTest {
  private static final String PLATFORM = "linux-x86_64";
  private static final String OURS = "org/bytedeco/a/" + PLATFORM + "/";
  private static final long TIME = 1_700_000_000_000L;

  @TempDir private Path folder;

  /** A jar whose entries hold their own names. */
  private URL jar(String name, String... entries) throws IOException {
    Path file = folder.resolve(name);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      for (String entry : entries) {
        JarEntry put = new JarEntry(entry);
        put.setTime(TIME);
        out.putNextEntry(put);
        out.write((name + entry).getBytes(StandardCharsets.UTF_8));
      }
    }
    return file.toUri().toURL();
  }

  private List<String> unpackedNames() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("natives"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private PackedLibraries.Unpacked unpack(URL... jars) throws IOException {
    try (URLClassLoader loader = new URLClassLoader(jars, null)) {
      return new PackedLibraries(loader, PLATFORM).unpackInto(folder.resolve("natives"));
    }
  }

  @Test
  void theLibrariesOfThisPlatformComeOutOfAllJarsAndNothingElseDoes() throws IOException {
    URL first =
        jar(
            "a.jar",
            OURS + "liba.so",
            OURS + "liba.so.11.0",
            OURS + "include/a.h",
            OURS + "ffmpeg",
            "org/bytedeco/a/windows-x86_64/a.dll",
            "com/other/" + PLATFORM + "/libother.so",
            "org/bytedeco/a/A.class");
    URL second = jar("b.jar", "org/nd4j/deep/b/" + PLATFORM + "/libb.so");
    PackedLibraries.Unpacked unpacked = unpack(first, second);
    assertEquals(List.of("liba.so", "liba.so.11.0", "libb.so"), unpackedNames());
    assertEquals(3, unpacked.libraries());
    String content = Files.readString(folder.resolve("natives/liba.so"));
    assertEquals("a.jar" + OURS + "liba.so", content);
    try (Stream<Path> files = Files.list(folder.resolve("natives"))) {
      assertEquals(unpacked.bytes(), files.mapToLong(file -> file.toFile().length()).sum());
    }
  }

  @Test
  void javacppFindsWhatItWouldHaveUnpackedItself() throws IOException {
    unpack(jar("a.jar", OURS + "liba.so"));
    FileTime time = Files.getLastModifiedTime(folder.resolve("natives/liba.so"));
    assertEquals(TIME, time.toMillis());
  }

  @Test
  void ofTwoOfOneNameTheFirstIsTaken() throws IOException {
    URL first = jar("a.jar", OURS + "libgomp.so.1");
    URL second = jar("b.jar", OURS + "libgomp.so.1");
    assertEquals(1, unpack(first, second).libraries());
    assertTrue(Files.readString(folder.resolve("natives/libgomp.so.1")).startsWith("a.jar"));
  }

  @Test
  void anUnfinishedFileIsReplacedAndAFinishedOneKept() throws IOException {
    URL jar = jar("a.jar", OURS + "liba.so");
    unpack(jar);
    Path file = folder.resolve("natives/liba.so");
    String whole = Files.readString(file);
    Files.writeString(file, "begun");
    unpack(jar);
    assertEquals(whole, Files.readString(file));
    Files.writeString(file, whole.toUpperCase());
    Files.setLastModifiedTime(file, FileTime.fromMillis(TIME));
    unpack(jar);
    assertEquals(whole.toUpperCase(), Files.readString(file));
    assertEquals(List.of("liba.so"), unpackedNames());
  }

  @Test
  void aProgramWhoseJarWasRelievedOfThemIsKnownByJavacppsOwn() throws IOException {
    String own = "org/bytedeco/javacpp/%s/%s";
    URL with = jar("a.jar", own.formatted(PLATFORM, System.mapLibraryName("jnijavacpp")));
    URL without = jar("b.jar", own.formatted("other", System.mapLibraryName("jnijavacpp")));
    try (URLClassLoader a = new URLClassLoader(new URL[] {with}, null);
        URLClassLoader b = new URLClassLoader(new URL[] {without}, null)) {
      assertFalse(new PackedLibraries(a, PLATFORM).isEmpty());
      assertTrue(new PackedLibraries(b, PLATFORM).isEmpty());
    }
    assertFalse(PackedLibraries.ofProgram().isEmpty());
  }
}
