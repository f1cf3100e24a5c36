package unroll.task;

import java.util.Optional;
import unroll.config.InvalidKeyException;
import unroll.config.UserException;

/**
 * How a run is to search when it is used, where that is not as its configuration says. What is null
 * stays as it is; penalties that a search for one candidate has no use for do not.
 *
 * @param beamWidth partial sequences side by side
 * @param lengthPenalty alpha of Wu et al. (2016)
 * @param coveragePenalty beta, likewise
 * @param minimumLength labels before which a sequence does not end
 * @param candidates how many are wanted of every input; a beam is at least as wide
 */
public record Decoding(
    Integer beamWidth,
    Double lengthPenalty,
    Double coveragePenalty,
    Integer minimumLength,
    Integer candidates) {

  private static final int WIDEST = 1000;
  private static final int LARGEST_PENALTY = 10;
  private static final int LONGEST = 1 << 20;

  private static final String BEAM_WIDTH = "--beam-width";
  private static final String LENGTH_PENALTY = "--length-penalty";
  private static final String COVERAGE_PENALTY = "--coverage-penalty";
  private static final String MINIMUM_LENGTH = "--minimum-length";
  private static final String CANDIDATES = "--n-best";

  /**
   * @throws UserException naming the option that is out of its range
   */
  public Decoding {
    require(BEAM_WIDTH, beamWidth, 1, WIDEST);
    require(LENGTH_PENALTY, lengthPenalty, 0, LARGEST_PENALTY);
    require(COVERAGE_PENALTY, coveragePenalty, 0, LARGEST_PENALTY);
    require(MINIMUM_LENGTH, minimumLength, 0, LONGEST);
    require(CANDIDATES, candidates, 1, WIDEST);
  }

  private static void require(String option, Number given, int least, int most) {
    boolean isWithin = given == null || given.doubleValue() >= least && given.doubleValue() <= most;
    if (!isWithin) {
      throw new UserException(
          "%s: expected %d to %,d, found %s".formatted(option, least, most, given));
    }
  }

  /** As configured. */
  public static Decoding configured() {
    return new Decoding(null, null, null, null, null);
  }

  int beamWidth(int configured) {
    int width = Optional.ofNullable(beamWidth).orElse(configured);
    return Math.max(width, Optional.ofNullable(candidates).orElse(1));
  }

  double lengthPenalty(double configured, int width) {
    return lengthPenalty != null ? lengthPenalty : width == 1 ? 0 : configured;
  }

  double coveragePenalty(double configured, int width) {
    return coveragePenalty != null ? coveragePenalty : width == 1 ? 0 : configured;
  }

  int minimumLength(int configured) {
    return Optional.ofNullable(minimumLength).orElse(configured);
  }

  /** Refuses a beam and all that goes with it. */
  void refuseSearch() {
    String expected = "a translation or image-captioning run";
    refuse(BEAM_WIDTH, beamWidth, expected);
    refuse(LENGTH_PENALTY, lengthPenalty, expected);
    refuse(CANDIDATES, candidates, expected);
    refuseCoverage();
  }

  /** Refuses what only a search for translations has. */
  void refuseCoverage() {
    refuse(COVERAGE_PENALTY, coveragePenalty, "a translation run");
    refuse(MINIMUM_LENGTH, minimumLength, "a translation run");
  }

  private static void refuse(String option, Number given, String expected) {
    if (given != null) {
      throw new UserException("%s: goes with %s".formatted(option, expected));
    }
  }

  /** What a key that was given as an option is wrong about. */
  static UserException asOption(InvalidKeyException wrong) {
    return new UserException("--" + wrong.key() + ": " + wrong.getMessage(), wrong);
  }
}
