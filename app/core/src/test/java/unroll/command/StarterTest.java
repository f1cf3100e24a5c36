package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unroll.experiment.ConfigSchema;

/** The configurations that {@code unroll new} writes. */
class StarterTest {
  @TempDir private Path folder;

  static List<String> tasks() {
    return ConfigSchema.taskTypes();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void everyTaskHasAStarterThatTrainsAsItStands(String task) {
    String file = folder.resolve("my.yaml").toString();
    assertEquals(0, CommandLineRun.of("new", task, file).code());
    CommandLineRun trained =
        CommandLineRun.of(
            "train",
            file,
            "--out",
            folder.resolve("run").toString(),
            "--set",
            "training.epochs=1",
            "--set",
            "training.evaluate-every=0");
    assertEquals(0, trained.code(), trained.err());
    assertTrue(Files.exists(folder.resolve("run/result.json")), trained.out());
  }
}
