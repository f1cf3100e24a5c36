package unroll.spark;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small trainings on data of the project's own. */
enum TestConfig {
  /** Streams with carried state, dropout and own predictions. */
  STREAM(
      "{type: character-language-model, file: %s/data/weather/weather.txt}",
      "{cell: lstm, layers: 2, units: 12, dropout: 0.3}",
      8,
      "{epochs: 2, batch-size: %d, sequence-length: 40, evaluate-every: 25, checkpoint-every: 10,"
          + " schedule: {type: plateau, patience: 1},"
          + " feeding: {type: scheduled-sampling, epochs: 1}}"),

  /** Sequences of unequal length, with masks on both sides and dropout. */
  EXAMPLES(
      "{type: translation, train: {type: table, file: %s/data/numbers/en.tsv,"
          + " format: {separator: tab, quoting: false}}, source: {max-length: 8},"
          + " target: {unit: syllable, max-length: 5}}",
      "{cell: gru, units: 10, embedding: 6, dropout: 0.2, input-dropout: 0.1}",
      128,
      "{epochs: 2, batch-size: %d, checkpoint-every: 7, schedule: cosine}");

  private final String task;
  private final String network;
  private final int batchSize;
  private final String training;

  TestConfig(String task, String network, int batchSize, String training) {
    this.task = task;
    this.network = network;
    this.batchSize = batchSize;
    this.training = training;
  }

  /**
   * Keys that make steps on shares equal the step on the whole.
   *
   * @param times as many rows in a batch as the configuration has
   */
  String[] plain(int times) {
    return new String[] {
      "--set", "training.optimizer={type: sgd, learning-rate: 0.5}",
      "--set", "training.clip-norm=0",
      "--set", "training.feeding=teacher-forcing",
      "--set", "network.dropout=0",
      "--set", "network.input-dropout=0",
      "--set", "training.batch-size=" + times * batchSize,
      "--set", "training.epochs=1"
    };
  }

  /** Writes it as a file. */
  Path in(Path folder) {
    String yaml =
        "name: test\ntask: %s\nnetwork: %s\ntraining: %s\n"
            .formatted(task.formatted(project()), network, training.formatted(batchSize));
    try {
      return Files.writeString(folder.resolve(name().toLowerCase() + ".yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The jar as it is shipped; the test is skipped where it was not made. */
  static Path jar() {
    Path jar = project().resolve("app/spark/target/unroll-spark.jar");
    assumeTrue(
        Files.exists(jar), "no " + jar + "; ./mvnw package -pl app/spark -am -DskipTests makes it");
    return jar;
  }

  /** The project's folder, wherever the tests run. */
  static Path project() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("unroll.cmd"))) {
      here = here.getParent();
    }
    return here;
  }
}
