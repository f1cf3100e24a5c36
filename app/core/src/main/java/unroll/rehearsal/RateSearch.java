package unroll.rehearsal;

import java.util.function.DoubleFunction;

/** Looks for a learning rate that makes more of a batch in as many steps, going up or down. */
final class RateSearch {
  private static final double FACTOR = 5;
  private static final int MOST_TRIALS = 7;

  /** What another rate must make of a loss to be called a better one. */
  private static final double MUCH_BETTER = 0.7;

  private final DoubleFunction<BatchCourse> trials;

  /**
   * The best rate that was tried.
   *
   * @param factor on the rate of the configuration
   * @param loss after some steps
   * @param steps how many
   * @param isLearned whether the batch was known then
   * @param lossBefore after as many steps at the configuration's own rate
   */
  record Found(double factor, double loss, int steps, boolean isLearned, double lossBefore) {
    boolean isMuchBetter() {
      return loss < MUCH_BETTER * lossBefore;
    }

    private boolean isBetterThan(Found other) {
      return isLearned && other.isLearned
          ? steps < other.steps
          : isLearned || !other.isLearned && loss < other.loss;
    }
  }

  /**
   * @param trials trains at the rate times a factor
   */
  RateSearch(DoubleFunction<BatchCourse> trials) {
    this.trials = trials;
  }

  Found from(BatchCourse course) {
    Found lower = tried(1 / FACTOR, course);
    Found higher = tried(FACTOR, course);
    Found best = higher.isBetterThan(lower) ? higher : lower;
    double direction = best.factor();
    Found next = best;
    for (int trial = 2; trial < MOST_TRIALS; trial++) {
      next = tried(next.factor() * direction, course);
      if (!next.isBetterThan(best)) {
        break;
      }
      best = next;
    }
    return best;
  }

  private Found tried(double factor, BatchCourse course) {
    BatchCourse trial = trials.apply(factor);
    return new Found(
        factor,
        trial.lossAt(trial.steps()),
        trial.steps(),
        trial.ending() == BatchCourse.Ending.LEARNED,
        course.lossAt(trial.steps()));
  }
}
