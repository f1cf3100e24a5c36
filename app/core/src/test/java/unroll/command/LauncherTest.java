package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code unroll} beside a jar, with a Java that only notes how it was called. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs a POSIX shell script")
class LauncherTest {
  private static final String JAVA =
      """
      #!/bin/sh
      echo "$*" >>"%1$s/calls"
      for word; do
        case "$word" in -XX:ArchiveClassesAtExit=*) %2$s ;; esac
      done
      """;
  private static final String MAKES_ARCHIVE = "echo classes >\"${word#*=}\"";
  private static final String FAILS = "exit 1";

  @TempDir private Path folder;

  @BeforeEach
  void install() throws IOException {
    Files.copy(CommandLineRun.project("unroll"), executable("unroll"));
    Files.writeString(folder.resolve("unroll.jar"), "a jar");
    Files.setLastModifiedTime(
        folder.resolve("unroll.jar"), FileTime.from(Instant.now().minusSeconds(60)));
    java(MAKES_ARCHIVE);
  }

  private void java(String onArchiving) throws IOException {
    Path java = executable("jdk/bin/java");
    Files.writeString(java, JAVA.formatted(folder, onArchiving));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path executable(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return file;
  }

  /** Starts the program and gives what Java was called with, call by call. */
  private List<String> start(String... arguments) throws IOException, InterruptedException {
    Path calls = folder.resolve("calls");
    Files.deleteIfExists(calls);
    ProcessBuilder builder = new ProcessBuilder(folder.resolve("unroll").toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().remove("UNROLL_JAVA_OPTIONS");
    Process process = builder.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes());
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), printed);
    assertEquals(0, process.exitValue(), printed);
    return Files.readAllLines(calls);
  }

  private String use() {
    return "-XX:SharedArchiveFile=" + folder.resolve("unroll.jsa").toAbsolutePath() + " ";
  }

  @Test
  void theFirstStartMakesAnArchiveThatLaterOnesUse() throws Exception {
    List<String> first = start("train", "my.yaml");
    assertEquals(2, first.size(), first.toString());
    assertTrue(first.get(0).contains("-XX:ArchiveClassesAtExit="), first.get(0));
    List<String> second = start("train", "my.yaml");
    assertEquals(first.subList(1, 2), second);
    assertTrue(second.get(0).startsWith(use()), second.get(0));
    assertTrue(second.get(0).endsWith("unroll.jar train my.yaml"), second.get(0));
  }

  @Test
  void aDamagedArchiveIsNeverUsed() throws Exception {
    start("--version");
    Files.writeString(folder.resolve("unroll.jsa"), "clas");
    List<String> calls = start("--version");
    assertEquals(2, calls.size(), calls.toString());
    assertEquals("classes\n", Files.readString(folder.resolve("unroll.jsa")));
  }

  @Test
  void anotherJarGetsAnotherArchive() throws Exception {
    start("--version");
    Files.setLastModifiedTime(
        folder.resolve("unroll.jar"), FileTime.from(Instant.now().plusSeconds(60)));
    assertEquals(2, start("--version").size());
  }

  @Test
  void anotherJavaGetsAnotherArchive() throws Exception {
    start("--version");
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"21\"\n");
    assertEquals(2, start("--version").size());
    assertEquals(1, start("--version").size());
  }

  @Test
  void aJavaThatMakesNoArchiveIsNotAskedAgain() throws Exception {
    java(FAILS);
    assertEquals(2, start("--version").size());
    List<String> second = start("--version");
    assertEquals(1, second.size(), second.toString());
    assertFalse(second.get(0).contains("SharedArchiveFile"), second.get(0));
  }

  @Test
  void onlyCommandsThatEndAtOnceAreCompiledLessWell() throws Exception {
    start();
    String quick = "-XX:TieredStopAtLevel=1";
    assertTrue(start().get(0).contains(quick));
    assertTrue(start("train", "--help").get(0).contains(quick));
    assertFalse(start("train", "my.yaml").get(0).contains(quick));
    assertFalse(start("generate", "runs/a").get(0).contains(quick));
  }
}
