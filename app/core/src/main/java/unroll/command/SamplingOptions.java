package unroll.command;

import picocli.CommandLine.Option;
import unroll.config.UserException;
import unroll.generation.Sampler;

/** How characters are drawn, for every command that writes text. */
final class SamplingOptions {
  @Option(
      names = "--temperature",
      paramLabel = "X",
      defaultValue = "0.8",
      description =
          "Below 1 is more careful, above 1 more daring, 0 always takes the most probable"
              + " character. Default: ${DEFAULT-VALUE}.")
  private double temperature;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      defaultValue = "0",
      description =
          "Draw from the K most probable characters only; 0: from all. Default: ${DEFAULT-VALUE}.")
  private int topK;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed writes the same text. Default: ${DEFAULT-VALUE}.")
  private long seed;

  /**
   * @throws UserException if one is below 0
   */
  void check() {
    checkAtLeastZero("--temperature", temperature);
    checkAtLeastZero("--top-k", topK);
  }

  /**
   * @param text which of several texts, counted from 0; each has draws of its own
   */
  Sampler sampler(long text) {
    return new Sampler(temperature, topK, seed + text);
  }

  static void checkAtLeastZero(String option, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      String found = value == Math.rint(value) ? Long.toString((long) value) : "" + value;
      throw new UserException(option + ": must be at least 0, found " + found);
    }
  }
}
