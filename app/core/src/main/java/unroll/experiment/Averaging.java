package unroll.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import unroll.config.UserException;
import unroll.data.BatchPlan;
import unroll.network.RecurrentNetwork;
import unroll.task.TaskData;
import unroll.training.Evaluator;
import unroll.training.ModelAverage;
import unroll.training.Score;
import unroll.training.TrainingConfig;

/** Averages the newest models of a run, and takes the average for the best if it is better. */
final class Averaging {
  private final RunFolder run;
  private final TaskData data;
  private final TrainingConfig training;

  Averaging(RunFolder run, TaskData data, TrainingConfig training) {
    this.run = run;
    this.data = data;
    this.training = training;
  }

  /** Empty where no average was asked for, or nothing tells whether it is better. */
  Optional<AverageResult> average() {
    Optional<BatchPlan> validation = data.splits().validation();
    return training.averageLast() == 0 ? Optional.empty() : validation.map(this::average);
  }

  private AverageResult average(BatchPlan validation) {
    List<FilmFrame> models = run.newestModels(training.averageLast());
    if (models.isEmpty()) {
      throw new UserException(
          run.folder() + ": its models to average are missing; --overwrite begins it anew");
    }
    ModelAverage average = new ModelAverage();
    models.forEach(model -> average.add(model.model()));
    RecurrentNetwork network = models.get(models.size() - 1).model();
    average.applyTo(network);
    Score score = score(network, validation);
    double loss = score.decidingLoss(training.bestBy());
    boolean isBest = loss < score(run.bestModel(), validation).decidingLoss(training.bestBy());
    if (isBest) {
      run.replaceBest(network);
    }
    Map<String, Double> metrics = score.metrics();
    return new AverageResult(models.stream().map(FilmFrame::step).toList(), isBest, metrics);
  }

  /** As an evaluation in the training does it. */
  private Score score(RecurrentNetwork network, BatchPlan validation) {
    return new Evaluator(data.shape()).score(network, validation, data.scorer());
  }
}
