package unroll.training;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.network.RecurrentNetwork;

/** Keeps the parameters of the models that a training leaves, and what it told on the way. */
final class KeptModels implements Checkpoints, TrainingObserver {
  final List<EvaluationRow> rows = new ArrayList<>();
  final List<Double> losses = new ArrayList<>();

  /** Parameters after every evaluation. */
  final List<INDArray> models = new ArrayList<>();

  /** Evaluations whose model was the best so far, counted from 0. */
  final List<Integer> best = new ArrayList<>();

  @Override
  public void record(EvaluationRow row) {
    rows.add(row);
  }

  @Override
  public void saveBest(RecurrentNetwork network) {
    best.add(rows.size() - 1);
  }

  @Override
  public void save(RecurrentNetwork network, Snapshot snapshot) {
    models.add(network.dl4j().params().dup());
  }

  @Override
  public void stepped(TrainingState state, double loss, double secondsSinceStart) {
    losses.add(loss);
  }

  @Override
  public void evaluated(EvaluationRow row, RecurrentNetwork network) {}

  @Override
  public boolean stopRequested() {
    return false;
  }
}
