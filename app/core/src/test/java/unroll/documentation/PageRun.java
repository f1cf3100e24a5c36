package unroll.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import unroll.command.CommandLineRun;

/**
 * A process that runs the commands of a page.
 *
 * @param folder that its copy of the project lies in
 */
record PageRun(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();

  List<PageProcess.Printed> run(List<ConsoleStep> steps) throws IOException, InterruptedException {
    copy("app/configs");
    copy("data");
    Path commands = folder.resolve(".commands.json");
    Path results = folder.resolve(".results.json");
    Path log = folder.resolve(".log");
    JSON.writeValue(commands.toFile(), steps.stream().map(ConsoleStep::command).toList());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dfile.encoding=UTF-8",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                PageProcess.class.getName(),
                commands.toString(),
                results.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertTrue(process.waitFor(10, TimeUnit.MINUTES), "still running");
    } finally {
      process.destroyForcibly();
    }
    assertEquals(0, process.exitValue(), Files.readString(log));
    return JSON.readValue(results.toFile(), new TypeReference<List<PageProcess.Printed>>() {});
  }

  private void copy(String name) throws IOException {
    Path project = CommandLineRun.project("");
    try (Stream<Path> files = Files.walk(project.resolve(name))) {
      for (Path file : files.toList()) {
        Path copy = folder.resolve(project.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else if (!Files.exists(copy)) {
          Files.copy(file, copy);
        }
      }
    }
  }
}
