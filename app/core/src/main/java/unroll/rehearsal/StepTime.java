package unroll.rehearsal;

import java.util.Optional;
import unroll.network.NetworkConfig;
import unroll.network.RecurrentNetwork;
import unroll.task.TaskData;
import unroll.training.TrainingConfig;

/**
 * How long optimizer steps take.
 *
 * @param steps measured
 * @param seconds they took in all
 * @param failure why there are no more, if the loss was not finite
 */
public record StepTime(int steps, double seconds, Optional<String> failure) {
  /** Trains a new network for a few seconds; nothing is kept of it. */
  public static StepTime of(NetworkConfig network, TrainingConfig training, TaskData data) {
    RecurrentNetwork fresh =
        RecurrentNetwork.create(
            network.configuration(
                data.shape(),
                data.splits().training().carriesState(),
                training.optimizer().update(),
                training.seed()));
    EpochCensus census = EpochCensus.of(data.splits().training(), data.shape());
    SpeedTrial.Speed speed = SpeedTrial.of(training, data, fresh, census);
    return new StepTime(speed.optimizerSteps(), speed.seconds(), speed.failure());
  }
}
