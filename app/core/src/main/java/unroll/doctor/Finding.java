package unroll.doctor;

/**
 * Something that makes trainings slow, large or impossible.
 *
 * @param what in a sentence
 * @param remedy what to do
 */
public record Finding(Level level, String what, String remedy) {
  /** How bad it is. */
  public enum Level {
    /** A training runs, but not as well as it could. */
    WARNING,
    /** No training runs, or not what was asked for. */
    PROBLEM
  }

  static Finding warning(String what, String remedy) {
    return new Finding(Level.WARNING, what, remedy);
  }

  static Finding problem(String what, String remedy) {
    return new Finding(Level.PROBLEM, what, remedy);
  }
}
