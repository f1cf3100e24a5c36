package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import unroll.Eventually;

/** Ctrl-C on a real process. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends a POSIX signal")
class InterruptionTest {
  @TempDir private Path folder;

  @Test
  void ctrlCKeepsTheLastStateAndExitsWith130() throws IOException, InterruptedException {
    Path run = folder.resolve("run");
    Path printed = folder.resolve("printed.txt");
    assumeFalse(isInterruptIgnored(), "this process was started so that Ctrl-C is ignored");
    Process training =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "unroll.Main",
                "train",
                CommandLineRun.project("app/configs/hello.yaml").toString(),
                "--set",
                "training.epochs=1000000",
                "--out",
                run.toString())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      Path model = run.resolve("model.zip");
      Eventually.require(model + " comes", () -> Files.exists(model));
      new ProcessBuilder("kill", "-INT", Long.toString(training.pid())).start().waitFor();
      assertTrue(training.waitFor(60, TimeUnit.SECONDS), "still running");
    } finally {
      training.destroyForcibly();
    }
    assertEquals(130, training.exitValue(), Files.readString(printed));
    assertTrue(Files.readString(printed).contains("stopped; --resume goes on from " + run));
    assertFalse(Files.exists(run.resolve("result.json")));
    CommandLineRun generated = CommandLineRun.of("generate", run.toString(), "--length", "4");
    assertEquals(0, generated.code(), generated.err());
  }

  /** As in the background of a script; processes hand it down, and Java leaves it so. */
  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }
}
