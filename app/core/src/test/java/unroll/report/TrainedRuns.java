package unroll.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import unroll.command.CommandLineRun;

/**
 * Two runs as they leave training: "hello" and a classification of rows.
 *
 * @param folder they are its subfolders hello and rows
 */
record TrainedRuns(Path folder) {

  static TrainedRuns train(Path folder) {
    train("hello.yaml", folder.resolve("hello"));
    train(
        "smoke/single-step-classification-gru.yaml",
        folder.resolve("rows"),
        "--set",
        "training.epochs=2");
    return new TrainedRuns(folder);
  }

  private static void train(String config, Path run, String... more) {
    Stream<String> arguments =
        Stream.of(
            "train",
            CommandLineRun.project("app/configs/" + config).toString(),
            "--out",
            run.toString());
    CommandLineRun trained =
        CommandLineRun.of(Stream.concat(arguments, Stream.of(more)).toArray(String[]::new));
    assertEquals(0, trained.code(), trained.err());
  }

  Path hello() {
    return folder.resolve("hello");
  }

  Path rows() {
    return folder.resolve("rows");
  }

  List<Path> both() {
    return List.of(hello(), rows());
  }

  /** A copy to be damaged, of all but the models. */
  static Path copy(Path run, Path target) throws IOException {
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.filter(TrainedRuns::isRead).toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
    return target;
  }

  private static boolean isRead(Path file) {
    return file.toString().matches(".*\\.(yaml|json|csv|tsv)");
  }
}
