package unroll.training;

import java.util.List;

/**
 * All that a training needs to go on as if it had never stopped, besides the network and its
 * optimizer's state.
 *
 * @param state how far it has come
 * @param interval what it sums up for the next evaluation
 * @param workers one for each that makes its steps
 * @param seconds that the training has taken so far
 */
public record Snapshot(
    TrainingState state, IntervalSums interval, List<WorkerState> workers, double seconds) {}
