package unroll.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import unroll.command.CommandLineRun;
import unroll.config.ConfigReader;
import unroll.data.DataRoot;

/** Trainings into folders, some of which stop on the way. */
abstract class ResumedTrainings {
  private static final Path CONFIGS = CommandLineRun.project("app/configs");

  /** Streams with carried state, dropout, own predictions, a plateau and checkpoints between. */
  static final String STREAM =
      "task: {type: character-language-model, file: ../../data/weather/weather.txt},"
          + " network: {cell: lstm, layers: 2, units: 12, dropout: 0.3}, training: {epochs: 2,"
          + " batch-size: 16, sequence-length: 20, evaluate-every: 25, checkpoint-every: 10,"
          + " schedule: {type: plateau, patience: 1},"
          + " feeding: {type: scheduled-sampling, epochs: 1}}";

  static final String EXAMPLES =
      "task: {type: translation, train: {type: table, file: ../../data/numbers/en.tsv, format:"
          + " {separator: tab, quoting: false}}, source: {max-length: 8}, target: {unit: syllable,"
          + " max-length: 5}}, network: {cell: gru, units: 10, embedding: 6, dropout: 0.2,"
          + " input-dropout: 0.1}, training: {epochs: 2, batch-size: 256, patience: 1,"
          + " checkpoint-every: 7, schedule: cosine}";

  /** So fast at first that an average with early models is worse. */
  static final String AVERAGED =
      EXAMPLES
          .replace("schedule: cosine", "average-last: 3")
          .replace("checkpoint-every: 7", "checkpoint-every: 7, evaluate-every: 5")
          .replace("patience: 1, ", "");

  @TempDir Path folder;

  private static ExperimentConfig config(String keys) {
    return new ConfigReader<>(ExperimentConfig.class)
        .readText("test", "{name: test, " + keys + "}");
  }

  Optional<Result> train(String keys, String run, ExistingRun existing, StoppingObserver observer) {
    return new Experiment(config(keys), CONFIGS, new DataRoot(folder))
        .train(folder.resolve(run), existing, observer);
  }

  void assertSameRun(String one, String other) throws IOException {
    for (String name : List.of("metrics.csv", "result.json", "model.zip", "config.yaml")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve(one).resolve(name)),
          Files.readAllBytes(folder.resolve(other).resolve(name)),
          name);
    }
    assertEquals(tables(one), tables(other));
  }

  private List<String> tables(String run) throws IOException {
    List<String> contents = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve(run))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".tsv")).sorted().toList()) {
        contents.add(file.getFileName() + "\n" + Files.readString(file));
      }
    }
    return contents;
  }
}
