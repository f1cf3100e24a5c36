package unroll.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.config.UserException;

class NewCommandTest {
  @TempDir private Path folder;

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aTaskWithoutAStarterIsSaidInALine() {
    UserException error =
        assertThrows(UserException.class, () -> NewCommand.starter("weather-telling"));
    assertEquals(
        "TASK: there is no configuration to begin with for weather-telling;"
            + " app/docs/configuration.md lists its keys",
        error.getMessage());
  }

  @Test
  void aWrongTaskIsRefusedAndNothingIsWritten() {
    CommandLineRun run = CommandLineRun.of("new", "translations", file("a.yaml"));
    assertEquals(2, run.code());
    assertEquals(
        "TASK: unknown: translations; did you mean translation?",
        run.err().substring(0, run.err().indexOf('?') + 1));
    assertArrayEquals(new String[0], folder.toFile().list());
  }

  @Test
  void whatIsThereAlreadyIsKept() throws IOException {
    Path mine = Files.writeString(folder.resolve("a.yaml"), "mine");
    CommandLineRun run = CommandLineRun.of("new", "translation", mine.toString());
    assertEquals(2, run.code());
    assertEquals(mine + ": exists already; choose another name\n", run.err());
    assertEquals("mine", Files.readString(mine));
  }
}
