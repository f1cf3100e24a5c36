package unroll.training;

/**
 * How a training is divided among workers. Each reads its rows of every batch, which has so many
 * times as many rows as {@code training.batch-size} says, and after every round all go on from the
 * mean of what they have learned.
 *
 * @param workers at least 1
 * @param stepsInARound optimizer steps between two means
 */
public record Division(int workers, int stepsInARound) {
  /** One worker. */
  public static final Division NONE = new Division(1, 1);

  /** Whether both come to the same end: one worker does in rounds of any length. */
  public boolean isLike(Division other) {
    return workers == other.workers && (workers == 1 || stepsInARound == other.stepsInARound);
  }

  /** For a person. */
  @Override
  public String toString() {
    return workers == 1
        ? "one worker"
        : "%d workers in rounds of %d steps".formatted(workers, stepsInARound);
  }
}
