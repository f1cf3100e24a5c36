package unroll.experiment;

import unroll.data.BatchPlan;
import unroll.task.TaskData;

/**
 * A split that a run is scored on.
 *
 * @param split training, validation or test
 */
public record HeldOut(String split, TaskData data, BatchPlan plan) {}
