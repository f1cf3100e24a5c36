package unroll.task;

import unroll.config.ConfigReader;
import unroll.training.TrainingConfig;

/** Training configurations in the words of a file. */
final class TrainingConfigs {
  private TrainingConfigs() {}

  /** Keys and values within braces, such as {@code batch-size: 4}; the rest as by default. */
  static TrainingConfig of(String keys) {
    return new ConfigReader<>(TrainingConfig.class).readText("training", "{" + keys + "}");
  }
}
