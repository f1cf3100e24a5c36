package unroll.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Notices that a training has not become better for many evaluations and learns nothing new. */
final class Plateau {
  private static final int EVALUATIONS = 10;

  /** Training losses this near to each other, as a share of their mean, are flat. */
  private static final double FLAT = 0.01;

  private final TrainingConfig config;
  private final Deque<Double> trainingLosses = new ArrayDeque<>();
  private double best = Double.POSITIVE_INFINITY;
  private int evaluationsSinceBest;

  Plateau(TrainingConfig config) {
    this.config = config;
  }

  /** Takes in an evaluation. */
  Optional<String> after(EvaluationRow row) {
    double deciding = row.decidingLoss(config.bestBy());
    evaluationsSinceBest = deciding < best ? 0 : evaluationsSinceBest + 1;
    best = Math.min(best, deciding);
    trainingLosses.addLast(row.trainingLoss());
    if (trainingLosses.size() > EVALUATIONS) {
      trainingLosses.removeFirst();
    }
    return evaluationsSinceBest >= EVALUATIONS && isFlat()
        ? Optional.of(
            "plateau: %d evaluations without a better one, the training loss flat at %s; %s"
                .formatted(evaluationsSinceBest, NumberRange.text(row.trainingLoss()), advice()))
        : Optional.empty();
  }

  private boolean isFlat() {
    double min = trainingLosses.stream().mapToDouble(loss -> loss).min().orElse(0);
    double max = trainingLosses.stream().mapToDouble(loss -> loss).max().orElse(0);
    return max - min <= FLAT * Math.abs(max + min) / 2;
  }

  private String advice() {
    if (config.patience() == 0) {
      return "training.patience: %d ends such a training".formatted(EVALUATIONS);
    }
    return config.schedule() instanceof LearningRate.PlateauRate
        ? "a lower training.patience ends it sooner"
        : "training.schedule.type: plateau lowers the learning rate then";
  }
}
