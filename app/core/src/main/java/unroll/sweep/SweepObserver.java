package unroll.sweep;

/** Whom a sweep tells how it goes. */
public interface SweepObserver {
  /**
   * @param kept members that had come to their end before
   */
  void began(SweepPlan plan, Ranking ranking, int kept);

  /**
   * A member has ended.
   *
   * @param done members that have ended so far, kept ones included
   */
  void ended(SweepMember member, MemberState state, int done);

  /** Whether to stop; asked often, and by several threads. */
  boolean stopRequested();
}
