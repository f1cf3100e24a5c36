package unroll.command;

import java.util.Optional;
import unroll.config.UserException;
import unroll.data.DataRoot;
import unroll.experiment.FinishedRun;

/**
 * The data that a run's units are measured on, where a person gave something else to read.
 *
 * @param reader empty if the data cannot be read
 * @param what the data in words, or why there is none
 */
record OwnData(Optional<RunReader> reader, String what) {
  /**
   * @param steps to read at most
   */
  static OwnData of(FinishedRun run, DataRoot root, int steps) {
    try {
      return of(RunReader.ofHeldOut(run, root, steps));
    } catch (UserException e) {
      return new OwnData(
          Optional.empty(), "nothing, as the run's data cannot be read (" + e.getMessage() + ")");
    }
  }

  static OwnData of(RunReader reader) {
    return new OwnData(Optional.of(reader), reader.what());
  }
}
