package unroll.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import unroll.network.RecurrentNetwork;
import unroll.task.TaskData;
import unroll.training.EvaluationRow;
import unroll.training.TrainingState;

/** Asks for a stop after some steps of its own, and hears what is said. */
public final class StoppingObserver implements ExperimentObserver {
  private final int stopAfter;
  private int steps;
  private final List<String> warnings = new ArrayList<>();
  private final List<Integer> resumed = new ArrayList<>();
  private final List<Result> results = new ArrayList<>();

  public StoppingObserver(int stopAfter) {
    this.stopAfter = stopAfter;
  }

  @Override
  public void warned(String message) {
    warnings.add(message);
  }

  @Override
  public void resumed(int step) {
    resumed.add(step);
  }

  @Override
  public void prepared(TaskData data, RecurrentNetwork network) {}

  @Override
  public void baselines(Map<String, Map<String, Map<String, Double>>> baselines) {}

  @Override
  public void finished(Result result, TaskData data, RecurrentNetwork best) {
    results.add(result);
  }

  @Override
  public void stepped(TrainingState state, double loss, double secondsSinceStart) {
    steps++;
  }

  @Override
  public void evaluated(EvaluationRow row, RecurrentNetwork network) {}

  @Override
  public boolean stopRequested() {
    return steps >= stopAfter;
  }

  /** Not asking for a stop. */
  static StoppingObserver never() {
    return new StoppingObserver(Integer.MAX_VALUE);
  }

  /** Made so far, of all trainings together. */
  int steps() {
    return steps;
  }

  List<String> warnings() {
    return warnings;
  }

  /** Steps at which a training went on. */
  List<Integer> resumed() {
    return resumed;
  }

  /** Of trainings that came to their end. */
  List<Result> results() {
    return results;
  }
}
