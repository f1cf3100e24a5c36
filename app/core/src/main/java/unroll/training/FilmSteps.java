package unroll.training;

import java.util.stream.IntStream;

/**
 * The optimizer steps at which a training keeps its model for a film: 0, and so many in every
 * tenfold of steps, evenly on a logarithmic scale, as networks learn most at first. They depend
 * neither on where a training ends nor on where it stopped and went on.
 *
 * @param inEveryTenfold 0: none at all
 */
record FilmSteps(int inEveryTenfold) {
  /**
   * Whether {@code step} is 10 to the power of a multiple of 1 / {@link #inEveryTenfold}, rounded.
   *
   * @param step optimizer steps made
   */
  boolean contain(int step) {
    if (inEveryTenfold == 0 || step == 0) {
      return inEveryTenfold > 0;
    }
    long multiple = Math.round(StrictMath.log10(step) * inEveryTenfold);
    // The nearest powers differ by less than a half where steps lie closer than the scale.
    return step(multiple - 1) == step || step(multiple) == step || step(multiple + 1) == step;
  }

  /** Whether one of the steps after {@code before}, to {@code step} itself, is one of them. */
  boolean lieBetween(int before, int step) {
    return IntStream.rangeClosed(before + 1, step).anyMatch(this::contain);
  }

  private long step(long multiple) {
    return Math.round(StrictMath.pow(10, (double) multiple / inEveryTenfold));
  }
}
