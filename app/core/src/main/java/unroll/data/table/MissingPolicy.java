package unroll.data.table;

/** What becomes of a row in which an input is missing. */
public enum MissingPolicy {
  /** It is an error. */
  REFUSE,
  /** The row is left out. */
  DROP_ROW,
  /** Every input of the column is its mean over the training rows. */
  MEAN,
  /** As {@link #MEAN}; one more input of the column is 1 where it is missing and 0 elsewhere. */
  INDICATOR
}
