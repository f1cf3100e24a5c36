package unroll.packing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unroll.config.UserException;
import unroll.data.DataRoot;

class ExperimentJarTest {
  private static final String CONFIG =
      """
      name: small
      task: {type: character-language-model, file: "%s"}
      network: {units: 3}
      training: {epochs: 1, batch-size: 1, sequence-length: 4}
      """;

  @TempDir private Path folder;
  private DataRoot root;
  private Path jar;

  @BeforeEach
  void makeFolders() throws IOException {
    root = new DataRoot(folder.resolve("sets"));
    jar = folder.resolve("small.jar");
    Files.createDirectories(folder.resolve("project/configs"));
    Files.createDirectories(folder.resolve("project/texts"));
    Files.createDirectories(folder.resolve("sets/mine"));
    Files.writeString(folder.resolve("project/texts/a.txt"), "to be or not to be");
    Files.writeString(folder.resolve("sets/mine/b.txt"), "that is the question");
  }

  @Test
  void aConfigurationIsPackedUnchangedWithTheFilesItReads() throws IOException {
    Path config = config("../texts/a.txt");
    pack(config);

    UnpackedExperiment unpacked = unpack("cache");
    assertEquals("small", unpacked.experiment().name());
    assertArrayEquals(Files.readAllBytes(config), Files.readAllBytes(unpacked.main()));
    assertEquals(
        "to be or not to be",
        Files.readString(unpacked.main().resolve("../../texts/a.txt").normalize()));
    assertEquals(2, unpacked.experiment().files().size());
  }

  @Test
  void theSameExperimentGivesTheSameBytesInEveryTimeZone() throws IOException {
    Path config = config("../texts/a.txt");
    pack(config);
    byte[] first = Files.readAllBytes(jar);
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Seoul"));
      pack(config);
    } finally {
      TimeZone.setDefault(before);
    }
    assertArrayEquals(first, Files.readAllBytes(jar));

    Files.writeString(folder.resolve("project/texts/a.txt"), "to be or not to me");
    pack(config);
    assertFalse(java.util.Arrays.equals(first, Files.readAllBytes(jar)));
  }

  @Test
  void ofDataSetsOnlyTheChecksumIsPackedAndCheckedBeforeATraining() throws IOException {
    pack(config("data:mine/b.txt"));
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      assertTrue(zip.stream().noneMatch(entry -> entry.getName().endsWith("b.txt")));
    }
    PackedExperiment experiment = unpack("cache").experiment();
    assertEquals(List.of("mine/b.txt"), experiment.data().stream().map(PackedFile::name).toList());
    experiment.requireSameData(root);

    Files.writeString(folder.resolve("sets/mine/b.txt"), "that was the question");
    String message =
        assertThrows(UserException.class, () -> experiment.requireSameData(root)).getMessage();
    assertTrue(message.contains("b.txt: not the data this experiment was packed for"), message);
  }

  @Test
  void anAbsolutePathIsRefused() throws IOException {
    Path config = config(folder.resolve("project/texts/a.txt").toString());
    String message = assertThrows(UserException.class, () -> pack(config)).getMessage();
    assertTrue(message.contains("by an absolute path"), message);
  }

  @Test
  void aFileThatWasEditedWhereItIsUnpackedIsUnpackedAgain() throws IOException {
    pack(config("../texts/a.txt"));
    Path text = unpack("cache").main().resolve("../../texts/a.txt").normalize();
    Path description = unpack("cache").description();
    String described = Files.readString(description);
    Files.writeString(text, "to be or not to bee");
    Files.writeString(description, "{}");
    unpack("cache");
    assertEquals("to be or not to be", Files.readString(text));
    assertEquals(described, Files.readString(description));
    try (Stream<Path> files = Files.list(text.getParent())) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void aJarWhoseFilesAreNotWhatItSaysIsRefused() throws IOException {
    pack(config("../texts/a.txt"));
    replace("texts/a.txt", "to be or not to me");
    String message = assertThrows(UserException.class, () -> unpack("cache")).getMessage();
    assertTrue(message.contains("texts/a.txt: damaged"), message);

    pack(config("../texts/a.txt"));
    replace("texts/a.txt", "to be or not to be".repeat(100_000));
    message = assertThrows(UserException.class, () -> unpack("other")).getMessage();
    assertTrue(message.contains("texts/a.txt: damaged"), message);
    try (Stream<Path> files = Files.walk(folder.resolve("other"))) {
      assertTrue(
          files.filter(Files::isRegularFile).allMatch(file -> file.toFile().length() < 2_000));
    }
  }

  @Test
  void whereNothingCanBeUnpackedIsSaidInALine() throws IOException {
    pack(config("../texts/a.txt"));
    Files.writeString(folder.resolve("cache"), "a file");
    String message = assertThrows(UserException.class, () -> unpack("cache")).getMessage();
    assertTrue(message.contains("small.yaml: cannot be unpacked: "), message);

    Path description = unpack("other").description();
    Files.delete(description);
    Files.createDirectories(description.resolve("in the way"));
    message = assertThrows(UserException.class, () -> unpack("other")).getMessage();
    assertTrue(message.contains("experiment.json: cannot be unpacked: "), message);
    try (Stream<Path> files = Files.list(description.getParent())) {
      assertEquals(2, files.count(), "nothing was left aside");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../texts/a.txt",
        "/texts/a.txt",
        "texts/../../a.txt",
        "C:/texts/a.txt",
        "texts\\\\a.txt",
        "texts//a.txt",
        "texts/a.txt/",
        "./a.txt",
        ""
      })
  void namesThatLeaveTheFolderAreRefused(String name) throws IOException {
    pack(config("../texts/a.txt"));
    String description = entry(PackedExperiment.RESOURCE);
    assertTrue(description.contains("\"texts/a.txt\""), description);
    byte[] changed = description.replace("\"texts/a.txt\"", "\"" + name + "\"").getBytes();
    String message =
        assertThrows(UserException.class, () -> PackedExperiment.read(changed)).getMessage();
    assertTrue(message.contains("cannot be unpacked"), message);
  }

  @Test
  void aDescriptionThatIsDamagedOrNewerIsRefusedInALine() throws IOException {
    pack(config("../texts/a.txt"));
    String description = entry(PackedExperiment.RESOURCE);
    for (String wrong :
        List.of(
            "",
            "null",
            "{}",
            "[1]",
            description.replace("\"format\" : 1", "\"format\" : 2"),
            description.replace("\"name\" : \"small\"", "\"name\" : \"../small\""),
            description.replace("\"CONFIG\"", "\"PROGRAM\""),
            description.replace("\"main\" : \"configs/", "\"main\" : \"config/"))) {
      String message =
          assertThrows(UserException.class, () -> PackedExperiment.read(wrong.getBytes()), wrong)
              .getMessage();
      assertEquals(1, message.lines().limit(1).count(), message);
    }
  }

  @Test
  void theProgramsOwnJarIsCopiedIntoOneThatNeedsNothing() throws IOException {
    Path program = folder.resolve("program.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(program))) {
      for (String name : List.of("META-INF/MANIFEST.MF", "some/Class.class")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(("content of " + name).getBytes());
        zip.closeEntry();
      }
    }
    ExperimentJar.of(config("../texts/a.txt"), root).write(jar, Optional.of(program));
    assertEquals("content of some/Class.class", entry("some/Class.class"));
    assertFalse(entry("META-INF/MANIFEST.MF").contains("Class-Path"));
    assertEquals("to be or not to be", entry(PackedExperiment.FILES + "texts/a.txt"));
  }

  private Path config(String file) throws IOException {
    Path config = folder.resolve("project/configs/small.yaml");
    return Files.writeString(config, CONFIG.formatted(file.replace("\\", "\\\\")));
  }

  private void pack(Path config) {
    ExperimentJar.of(config, root).write(jar, Optional.empty());
  }

  private UnpackedExperiment unpack(String cache) throws IOException {
    try (URLClassLoader jars = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      PackedExperiment experiment = UnpackedExperiment.find(jars).orElseThrow();
      return UnpackedExperiment.unpack(experiment, jars, folder.resolve(cache));
    }
  }

  private String entry(String name) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes());
    }
  }

  /** Writes the jar again with another content for a file. */
  private void replace(String file, String content) throws IOException {
    Path old = folder.resolve("old.jar");
    Files.move(jar, old, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    try (ZipFile zip = new ZipFile(old.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (ZipEntry entry : zip.stream().collect(Collectors.toList())) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        boolean isIt = entry.getName().equals(PackedExperiment.FILES + file);
        out.write(isIt ? content.getBytes() : zip.getInputStream(entry).readAllBytes());
        out.closeEntry();
      }
    }
  }
}
