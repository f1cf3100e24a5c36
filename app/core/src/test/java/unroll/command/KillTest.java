package unroll.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes that are killed without warning, and a run that comes to its end all the same. */
class KillTest {
  /** Of these no time depends on anything but the clock and the machine. */
  private static final List<String> CLOCKED = List.of("times.csv", "provenance.json", ".lock");

  private static final int KILLED = 128 + 9;
  private static final List<String> OFTEN =
      List.of(
          "--set",
          "training.checkpoint-every=3",
          "--set",
          "training.evaluate-every=20",
          "--set",
          "training.film-frames=1");

  @TempDir private Path folder;

  private List<String> command(Path config, String run, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "unroll.Main",
                "train",
                config.toString(),
                "--out",
                folder.resolve(run).toString()));
    command.addAll(OFTEN);
    command.addAll(List.of(more));
    return command;
  }

  /** Kills the process some time after its network is ready, if it has not ended by then. */
  private int trainAndKill(Path config, long milliseconds, Path log)
      throws IOException, InterruptedException {
    Process training =
        new ProcessBuilder(command(config, "killed", "--resume")).redirectErrorStream(true).start();
    try (BufferedReader out = training.inputReader()) {
      String line = out.readLine();
      List<String> said = new ArrayList<>();
      while (line != null && !line.contains(" parameters")) {
        said.add(line);
        line = out.readLine();
      }
      if (line != null && !training.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
        new ProcessBuilder("kill", "-KILL", Long.toString(training.pid())).start().waitFor();
      }
      out.lines().forEach(said::add);
      Files.write(log, said);
      assertTrue(training.waitFor(60, TimeUnit.SECONDS), "still running");
    } finally {
      training.destroyForcibly();
    }
    return training.exitValue();
  }

  /**
   * @return how often a process was killed
   */
  private int killUntilDone(Path config, int kills, int longest, long seed)
      throws IOException, InterruptedException {
    Random random = new Random(seed);
    Path log = folder.resolve("log.txt");
    int killed = 0;
    while (true) {
      // After enough kills one is left alone.
      long milliseconds = killed < kills ? random.nextInt(longest) : Integer.MAX_VALUE;
      int code = trainAndKill(config, milliseconds, log);
      if (code == 0) {
        return killed;
      }
      assertEquals(KILLED, code, Files.readString(log));
      killed++;
    }
  }

  private void assertSameArtifacts() throws IOException {
    List<String> names = names("whole");
    assertEquals(names, names("killed"));
    assertTrue(names.contains("film/step-00000010.zip"), "a film: " + names);
    for (String name : names) {
      if (name.startsWith("checkpoint-")) {
        continue;
      }
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("whole").resolve(name)),
          Files.readAllBytes(folder.resolve("killed").resolve(name)),
          name);
    }
  }

  private List<String> names(String run) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(run))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.resolve(run).relativize(file).toString())
          .filter(name -> !CLOCKED.contains(name))
          .sorted()
          .toList();
    }
  }

  private void trainWhole(Path config) throws IOException, InterruptedException {
    Process training =
        new ProcessBuilder(command(config, "whole"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("whole.txt").toFile())
            .start();
    assertEquals(0, training.waitFor(), () -> readString(folder.resolve("whole.txt")));
  }

  private static String readString(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void aRunThatIsKilledAndResumedIsTheSameToTheByte() throws IOException, InterruptedException {
    Path config = CommandLineRun.project("app/configs/smoke/translation-gru.yaml");
    trainWhole(config);
    int killed = killUntilDone(config, 3, 500, 1);
    assertTrue(killed >= 1, killed + " kills");
    assertSameArtifacts();
  }

  /**
   * Files of more than so many KiB fail as on a full disk: the model fits, a checkpoint does not.
   */
  @Test
  void aRunWithoutRoomEndsInALineAndGoesOnWhenThereIsSome()
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash to set a limit with");
    Path config = CommandLineRun.project("app/configs/smoke/translation-gru.yaml");
    trainWhole(config);
    List<String> command = new ArrayList<>(command(config, "killed"));
    command.add(1, "-XX:-UsePerfData");
    Path log = folder.resolve("log.txt");
    List<String> limited =
        new ArrayList<>(List.of("/bin/bash", "-c", "ulimit -f 100; \"$@\"", "-"));
    limited.addAll(command);
    Process training =
        new ProcessBuilder(limited).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertEquals(Failure.FAILED, training.waitFor(), () -> readString(log));
    String said = Files.readString(log);
    assertTrue(said.contains("cannot write " + folder.resolve("killed/checkpoint-3.zip")), said);
    assertFalse(said.contains("\tat "), said);
    assertFalse(names("killed").contains("checkpoint-3.zip.tmp"), "nothing half-written is left");
    killUntilDone(config, 0, 1, 1);
    assertSameArtifacts();
  }

  /** A file system that fills up, where this process may mount one. */
  @Test
  @Tag("slow")
  void aRunWhoseFileSystemFillsUpGoesOnWhenThereIsRoom() throws IOException, InterruptedException {
    Path config = CommandLineRun.project("app/configs/smoke/translation-gru.yaml");
    trainWhole(config);
    Path small = Files.createDirectory(folder.resolve("killed"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", small.toString()) == 0,
        "no file system may be mounted");
    try {
      Path filler = small.resolve("filler");
      Random random = new Random(4);
      int failures = 0;
      int code = 1;
      while (code != 0) {
        // Less and less room is taken by others, so that one attempt comes to the end.
        int taken = Math.max(0, 1850 - 150 * failures) + random.nextInt(100);
        Files.write(filler, new byte[taken << 10]);
        code = trainAndKill(config, Integer.MAX_VALUE, folder.resolve("log.txt"));
        failures += code == 0 ? 0 : 1;
      }
      Files.delete(filler);
      System.out.println("a full file system ended " + failures + " attempts");
      assertTrue(failures > 1, failures + " failures");
      assertSameArtifacts();
    } finally {
      run("umount", small.toString());
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  @ParameterizedTest
  @Tag("slow")
  @CsvSource({
    "app/configs/smoke/character-language-model-lstm.yaml, 100",
    "app/configs/smoke/frame-labeling-gru.yaml, 300",
    "app/configs/smoke/image-captioning-lstm.yaml, 1500"
  })
  void aRunThatIsKilledFiftyTimesIsTheSameToTheByte(String config, int longest)
      throws IOException, InterruptedException {
    trainWhole(CommandLineRun.project(config));
    int killed = killUntilDone(CommandLineRun.project(config), 50, longest, 2);
    System.out.println(config + ": killed " + killed + " times");
    assertEquals(50, killed, "the run ended too early for all of them");
    assertSameArtifacts();
  }
}
