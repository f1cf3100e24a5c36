package unroll.notebook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import unroll.experiment.ExperimentObserver;
import unroll.experiment.Result;
import unroll.network.RecurrentNetwork;
import unroll.task.TaskData;
import unroll.training.EvaluationRow;
import unroll.training.TrainingState;

/** Watches an experiment in silence, and keeps what a notebook shows of it. */
public final class RecordedTraining implements ExperimentObserver {
  private final DoubleStream.Builder stepLosses = DoubleStream.builder();
  private TaskData data;
  private RecurrentNetwork network;
  private Result result;
  private double[] losses;

  @Override
  public void prepared(TaskData prepared, RecurrentNetwork fresh) {
    data = prepared;
  }

  @Override
  public void stepped(TrainingState state, double loss, double secondsSinceStart) {
    stepLosses.add(loss);
  }

  @Override
  public void evaluated(EvaluationRow row, RecurrentNetwork trained) {
    // The losses of all steps say more than the figures of some.
  }

  @Override
  public void baselines(Map<String, Map<String, Map<String, Double>>> scores) {
    // They are in the result.
  }

  @Override
  public void finished(Result reached, TaskData scored, RecurrentNetwork best) {
    result = reached;
    network = best;
    losses = stepLosses.build().toArray();
  }

  @Override
  public boolean stopRequested() {
    return false;
  }

  /** The experiment's data. */
  public TaskData data() {
    return data;
  }

  /** The best model. */
  public RecurrentNetwork network() {
    return Optional.ofNullable(network).orElseThrow();
  }

  public Result result() {
    return Optional.ofNullable(result).orElseThrow();
  }

  /** Training loss of every optimizer step, in nats. */
  public double[] losses() {
    return losses.clone();
  }

  /** A metric of the network on the test data, and of the simple methods. */
  public Map<String, Double> onTest(String metric) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("network", result().splits().get("test").metrics().get(metric));
    new TreeMap<>(result().baselines())
        .forEach((method, splits) -> figures.put(method, splits.get("test").get(metric)));
    return figures;
  }
}
