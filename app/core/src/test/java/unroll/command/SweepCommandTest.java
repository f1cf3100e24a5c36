package unroll.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import unroll.Eventually;

/** {@code unroll sweep}, whose members are processes. */
class SweepCommandTest {
  @TempDir private Path folder;

  private Path sweep(String... lines) throws IOException {
    Path file = folder.resolve("my.yaml");
    String config = CommandLineRun.project("app/configs/hello.yaml").toString();
    Files.writeString(file, "config: " + config + "\n" + String.join("\n", lines) + "\n");
    return file;
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  @Test
  void membersAreTrainedAndThoseThatFailAreListedWithTheirReason() throws IOException {
    Path file = sweep("set: {task.text: [hello, h], training.epochs: 3}");
    CommandLineRun run =
        CommandLineRun.of("sweep", file.toString(), "--out", out(), "--parallel", "2");
    assertEquals(Failure.FAILED, run.code(), run.err());
    String said = run.out();
    assertTrue(said.contains("my: 2 members (2 combinations of values), 2 at a time"), said);
    assertTrue(said.contains("text-hello_seed-7: training nats-per-character "), said);
    List<String> failed = said.lines().filter(line -> line.startsWith("failed: ")).toList();
    assertEquals(1, failed.size(), said);
    String reason = failed.get(0).replace("failed: text-h_seed-7: ", "");
    CommandLineRun alone =
        CommandLineRun.of(
            "train", out() + "/configs/text-h_seed-7.yaml", "--out", out() + "/alone");
    assertEquals(alone.err().strip(), reason, "what the member says when it is trained alone");
    assertTrue(
        said.endsWith("leaderboard: " + folder.resolve("out/leaderboard.html") + "\n"), said);
    assertTrue(Files.exists(folder.resolve("out/members/text-hello_seed-7/result.json")));
    CommandLineRun report =
        CommandLineRun.of(
            "report",
            out() + "/members/text-hello_seed-7",
            "-o",
            folder.resolve("report.html").toString());
    assertEquals(0, report.code(), report.err());
  }

  @Test
  void theListIsPrintedAndNothingTrained() throws IOException {
    Path file = sweep("set: {network.units: [2, 3]}");
    CommandLineRun run = CommandLineRun.of("sweep", file.toString(), "--out", out(), "--list");
    assertEquals("units-2_seed-7\nunits-3_seed-7\n", run.out());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void mistakesAreToldBeforeAnythingRuns() throws IOException {
    Path file = sweep("set: {network.unit: [2, 3]}");
    CommandLineRun run = CommandLineRun.of("sweep", file.toString(), "--out", out());
    assertEquals(Failure.WRONG_INPUT, run.code());
    assertEquals(
        file + ":2: network.unit: unknown key; did you mean network.units?", run.err().strip());
    run = CommandLineRun.of("sweep", file.toString(), "--parallel", "0");
    assertEquals("--parallel: expected at least 1, found 0", run.err().strip());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  private Process start(Path file, Path printed) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dunroll.threads=1",
                "-cp",
                System.getProperty("java.class.path"),
                "unroll.Main"));
    command.addAll(List.of("sweep", file.toString(), "--out", out(), "--resume"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(printed.toFile())
        .start();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends a POSIX signal")
  void aSweepThatIsToldToEndKeepsItsStateAndComesToTheSameEnd()
      throws IOException, InterruptedException {
    Path file =
        sweep(
            "set:",
            "  network.units: [2, 3]",
            "  training.epochs: 6000",
            "  training.evaluate-every: 300");
    Path printed = folder.resolve("printed.txt");
    Process sweep = start(file, printed);
    Path member = folder.resolve("out/members/units-2_seed-7");
    try {
      Path checkpoint = member.resolve("checkpoint-300.zip");
      Eventually.require(checkpoint + " comes", () -> Files.exists(checkpoint));
      // SIGTERM, as Ctrl-C is ignored by processes that a script has put into the background.
      new ProcessBuilder("kill", "-TERM", Long.toString(sweep.pid())).start().waitFor();
      assertTrue(sweep.waitFor(120, TimeUnit.SECONDS), "still running");
    } finally {
      sweep.destroyForcibly();
    }
    String said = Files.readString(printed);
    assertTrue(said.contains("stopped; --resume goes on from " + out()), said);
    assertFalse(Files.exists(member.resolve("result.json")), said);
    try (Stream<String> rows = Files.lines(folder.resolve("out/members.csv"))) {
      assertEquals(2, rows.filter(row -> row.contains(",stopped,")).count());
    }

    Process again = start(file, printed);
    try {
      assertTrue(again.waitFor(600, TimeUnit.SECONDS), "still running");
    } finally {
      again.destroy();
    }
    assertEquals(0, again.exitValue(), Files.readString(printed));
    String log = Files.readString(folder.resolve("out/logs/units-2_seed-7.txt"));
    assertTrue(log.contains("goes on after step "), log);
    Path whole = folder.resolve("whole");
    CommandLineRun run =
        CommandLineRun.of(
            "train", out() + "/configs/units-2_seed-7.yaml", "--out", whole.toString());
    assertEquals(0, run.code(), run.err());
    for (String name : List.of("metrics.csv", "result.json", "model.zip")) {
      assertArrayEquals(
          Files.readAllBytes(whole.resolve(name)), Files.readAllBytes(member.resolve(name)), name);
    }
  }
}
