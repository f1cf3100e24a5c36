package unroll.data.table;

/**
 * Whether something holds, where it may be unknown: the strong three-valued logic of Kleene, 1952.
 * The constants are in its order of truth, so {@code and} is the least and {@code or} the greatest.
 */
enum Truth {
  FALSE,
  UNKNOWN,
  TRUE;

  static Truth of(boolean holds) {
    return holds ? TRUE : FALSE;
  }

  Truth and(Truth other) {
    return ordinal() < other.ordinal() ? this : other;
  }

  Truth or(Truth other) {
    return ordinal() > other.ordinal() ? this : other;
  }
}
