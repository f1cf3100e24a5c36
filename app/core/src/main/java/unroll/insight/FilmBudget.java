package unroll.insight;

import unroll.config.UserException;

/**
 * What a page of films has room for: so many predictions of every step, and so many states of every
 * run.
 */
public record FilmBudget(int predictions, int places) {
  /** As base64 a third more, so that the page stays below 15 MB. */
  private static final long MOST_BYTES = 10_250_000;

  private static final int MOST_PREDICTIONS = 3;

  /** Four for the id and two for the value; two more a step for that of its label. */
  private static final int BYTES_OF_A_PREDICTION = 6;

  private static final int BYTES_OF_A_LABEL = 2;

  /**
   * @param runs side by side
   * @param moments of all runs together
   * @param steps that all of them read
   * @throws UserException if there is no room for a single unit
   */
  public static FilmBudget of(int runs, int moments, int steps) {
    long readings = (long) moments * steps;
    for (int predictions = MOST_PREDICTIONS; predictions > 0; predictions--) {
      long taken = readings * (predictions * BYTES_OF_A_PREDICTION + BYTES_OF_A_LABEL);
      long places = (MOST_BYTES - taken) / readings;
      boolean isEnough = predictions == 1 ? places > 0 : taken < MOST_BYTES / 2;
      if (isEnough) {
        return new FilmBudget(predictions, (int) places);
      }
    }
    throw new UserException(
        "--steps: %,d steps at %,d moments of %d runs make too large a page; expected at most %,d"
            .formatted(
                steps,
                moments,
                runs,
                MOST_BYTES / moments / (BYTES_OF_A_PREDICTION + BYTES_OF_A_LABEL + 1)));
  }
}
