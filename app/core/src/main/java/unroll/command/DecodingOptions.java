package unroll.command;

import picocli.CommandLine.Option;
import unroll.config.UserException;
import unroll.task.Decoding;

/** How answers are searched for, where that is not as the run was configured. */
final class DecodingOptions {
  @Option(
      names = "--beam-width",
      paramLabel = "W",
      description =
          "Look at W answers side by side; 1: always the most probable piece. Of translations and"
              + " captions. Default: as the run was configured.")
  private Integer beamWidth;

  @Option(
      names = "--length-penalty",
      paramLabel = "A",
      description = "Favor long answers, alpha of Wu et al. (2016); 0: not. Default: likewise.")
  private Double lengthPenalty;

  @Option(
      names = "--coverage-penalty",
      paramLabel = "B",
      description =
          "Want every piece of the source looked at, beta likewise, of translations with an"
              + " attention; 0: not. Default: likewise.")
  private Double coveragePenalty;

  @Option(
      names = "--minimum-length",
      paramLabel = "N",
      description = "Let no translation end before N pieces. Default: likewise.")
  private Integer minimumLength;

  /**
   * @param candidates how many are wanted of every input; null: as configured
   * @throws UserException if one is out of its range
   */
  Decoding decoding(Integer candidates) {
    return new Decoding(beamWidth, lengthPenalty, coveragePenalty, minimumLength, candidates);
  }
}
