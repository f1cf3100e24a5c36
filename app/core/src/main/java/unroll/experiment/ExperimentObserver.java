package unroll.experiment;

import java.util.Map;
import unroll.network.RecurrentNetwork;
import unroll.task.TaskData;
import unroll.training.TrainingObserver;

/** Watches an experiment from the data to the end. */
public interface ExperimentObserver extends TrainingObserver {
  /**
   * When the data has been read and nothing has been written yet: the place to refuse.
   *
   * @param parameters of the network to be made
   */
  default void loaded(TaskData data, long parameters) {}

  /** When a run goes on after so many optimizer steps. */
  default void resumed(int step) {}

  /** When data and network are ready. */
  void prepared(TaskData data, RecurrentNetwork network);

  /** When the simple methods have been scored. */
  void baselines(Map<String, Map<String, Map<String, Double>>> baselines);

  /** When the newest models have been averaged, if that is wanted. */
  default void averaged(AverageResult average) {}

  /** When the best model has been scored; not called for a training that was stopped. */
  void finished(Result result, TaskData data, RecurrentNetwork best);
}
