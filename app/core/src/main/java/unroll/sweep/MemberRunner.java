package unroll.sweep;

import java.util.function.BooleanSupplier;

/** Trains members of a sweep: in processes of this machine, or wherever else there is one. */
public interface MemberRunner {
  /**
   * Trains a member into its run folder, or goes on with the run that is there, and waits for the
   * end. Called from several threads at once. What goes wrong in the member is told, not thrown.
   *
   * @param folder holds the member's configuration already
   * @param stop asked now and then; once it says so the member is to keep its state and end
   */
  MemberEnding run(SweepMember member, SweepFolder folder, BooleanSupplier stop);
}
