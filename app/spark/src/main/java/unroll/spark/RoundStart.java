package unroll.spark;

import java.io.Serializable;
import unroll.network.TrainedNumbers;
import unroll.training.TrainingState;

/**
 * Where all workers begin a round.
 *
 * @param steps to be made
 */
record RoundStart(TrainedNumbers numbers, TrainingState state, int steps) implements Serializable {}
