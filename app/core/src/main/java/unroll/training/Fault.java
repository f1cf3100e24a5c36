package unroll.training;

/**
 * The first place at which the numbers of a step went wrong.
 *
 * @param place for a person
 */
record Fault(Kind kind, String place) {
  /** What kind of numbers went wrong, in the order in which a step makes them. */
  enum Kind {
    LEARNING_RATE,
    INPUT,
    LABELS,
    PARAMETERS,
    STATE,
    OUTPUT,
    LOSS,
    GRADIENT,
    CHANGE,
    GROWTH
  }
}
