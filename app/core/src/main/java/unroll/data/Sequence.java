package unroll.data;

/** A sequence of steps: symbol ids or frames of numbers. */
public sealed interface Sequence permits Symbols, Frames {
  /** Number of steps. */
  int length();

  /**
   * A view of the steps from {@code from} to before {@code to}.
   *
   * @throws IndexOutOfBoundsException if the range is not within the sequence
   */
  Sequence slice(int from, int to);
}
