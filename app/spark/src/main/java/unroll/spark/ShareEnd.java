package unroll.spark;

import java.io.Serializable;
import java.util.List;
import unroll.network.TrainedNumbers;
import unroll.training.TrainingStep;

/** How a round ended for a worker. */
sealed interface ShareEnd extends Serializable {
  /**
   * All its steps were made.
   *
   * @param reports one a step
   */
  record Done(TrainedNumbers numbers, List<TrainingStep.Report> reports, CarriedBytes carried)
      implements ShareEnd {
    long labels() {
      return reports.stream().mapToLong(TrainingStep.Report::labels).sum();
    }
  }

  /** The numbers went wrong. */
  record Diverged(String diagnosis) implements ShareEnd {}

  /** The user's data is not where it should be, or not what the driver read. */
  record Refused(String mistake) implements ShareEnd {}
}
