package unroll.experiment;

/** What becomes of a run that a folder holds already. */
public enum ExistingRun {
  /** It stays, and no other begins. */
  REFUSED,
  /** Another takes its place. */
  REPLACED,
  /** It goes on; where there is none, one begins. */
  RESUMED
}
