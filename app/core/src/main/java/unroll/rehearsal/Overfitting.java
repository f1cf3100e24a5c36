package unroll.rehearsal;

import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.dataset.DataSet;
import unroll.data.BatchPlan;
import unroll.data.Channel;
import unroll.data.SequenceBatches;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.layers.SequenceOutput;
import unroll.network.NetworkConfig;
import unroll.task.TaskData;
import unroll.training.TrainingConfig;

/**
 * Whether a network can learn one batch by heart, which one that is wired and tuned right can: the
 * first full batch of the training's first epoch, with the configuration's optimizer at its
 * constant rate, reading the truth, without dropout and label smoothing.
 */
final class Overfitting {
  /** Near zero, as a share of the loss of a guess. */
  private static final double NEAR_ZERO = 0.02;

  private static final int MOST_STEPS = 2000;
  private static final double MOST_SECONDS = 90;
  private static final int TRIAL_STEPS = 300;
  private static final double TRIAL_SECONDS = 10;

  private final NetworkConfig network;
  private final TrainingConfig training;
  private final TaskData data;
  private final EpochCensus census;
  private final Consumer<String> out;

  Overfitting(
      NetworkConfig network,
      TrainingConfig training,
      TaskData data,
      EpochCensus census,
      Consumer<String> out) {
    this.census = census;
    this.network = network;
    this.training = training;
    this.data = data;
    this.out = out;
  }

  /**
   * @return whether it could
   */
  boolean run() {
    List<SequenceExample> rows =
        data.splits().training().rows(0, fullBatch()).stream()
            .filter(example -> example.labels().length() > 0)
            .toList();
    double guess = guess(data.shape().labels());
    double least = LeastLoss.of(rows, data.shape(), network.bidirectional());
    double target = least + NEAR_ZERO * guess;
    announce(rows, guess, least, target);
    DataSet batch = batch(rows);
    BatchCourse course = course(batch, 1, new BatchCourse.Limits(target, MOST_STEPS, MOST_SECONDS));
    tell(course, batch, target);
    return course.ending() == BatchCourse.Ending.LEARNED;
  }

  /** The first batch with as many sequences as any, for one that is left over may have few. */
  private int fullBatch() {
    int full = 0;
    for (int number = 0; number < census.batches().size(); number++) {
      full =
          census.batches().get(number).rows() > census.batches().get(full).rows() ? number : full;
    }
    return full;
  }

  private void announce(List<SequenceExample> rows, double guess, double least, double target) {
    long labels = rows.stream().mapToLong(example -> example.labels().length()).sum();
    out.accept(
        "one batch by heart: the first full one, %s with %s"
            .formatted(
                Figures.count(rows.size(), "sequence"), Figures.count(labels, "labeled step")));
    out.accept(
        "  %s at %s throughout, without dropout"
            .formatted(
                "training.optimizer.learning-rate",
                Figures.rate(training.optimizer().learningRate())));
    out.accept(
        "  aim: %s nats a labeled step: %s of a guess (%s)"
                .formatted(Figures.nats(target), Figures.percent(NEAR_ZERO), Figures.nats(guess))
            + (least > 0 ? " above the least possible (%s)".formatted(Figures.nats(least)) : ""));
  }

  /** The loss of one who knows nothing but how many labels there are; 1 for numbers. */
  private static double guess(Channel labels) {
    if (labels instanceof Channel.YesNo yesNo) {
      return yesNo.size() * Math.log(2);
    }
    return labels.isSymbols() ? Math.log(Math.max(2, labels.size())) : 1;
  }

  private DataSet batch(List<SequenceExample> rows) {
    BatchPlan plan = ShuffledExamples.inOrder(rows, data.shape().topology(), rows.size());
    try (SequenceBatches batches =
        new SequenceBatches(
            plan, data.shape(), network.precision().dataType(), SequenceBatches.Position.START)) {
      return batches.next();
    }
  }

  /** The network as it is trained, but with nothing in its way. */
  private MultiLayerConfiguration configuration() {
    MultiLayerConfiguration configuration =
        network.configuration(
            data.shape(),
            data.splits().training().carriesState(),
            training.optimizer().update(),
            training.seed());
    for (NeuralNetConfiguration layer : configuration.getConfs()) {
      layer.getLayer().setIDropout(null);
      if (layer.getLayer() instanceof SequenceOutput output) {
        output.setLabelSmoothing(0);
      }
    }
    return configuration;
  }

  private BatchCourse course(DataSet batch, double rateFactor, BatchCourse.Limits limits) {
    return BatchCourse.of(
        configuration(),
        batch,
        rateFactor * training.optimizer().learningRate(),
        training.clipNorm(),
        limits,
        rateFactor == 1 ? this::show : (step, loss) -> {});
  }

  private void show(int step, double loss) {
    if (isShown(step) && Double.isFinite(loss)) {
      out.accept(row(step, loss));
    }
  }

  /** After 0, 1, 2, 5, 10, 20, 50 ... steps. */
  private static boolean isShown(int step) {
    int digits = (int) Math.pow(10, String.valueOf(step).length() - 1);
    return step == 0 || step == digits || step == 2 * digits || step == 5 * digits;
  }

  private String row(int steps, double loss) {
    return "  "
        + Figures.left("after " + Figures.count(steps, "step"), 18)
        + Figures.right(Figures.nats(loss), 10)
        + " nats  "
        + Figures.bar(loss / guess(data.shape().labels()));
  }

  private void tell(BatchCourse course, DataSet batch, double target) {
    int last = course.steps() - 1;
    if (!isShown(last) && Double.isFinite(course.last())) {
      out.accept(row(last, course.last()));
    }
    if (course.ending() == BatchCourse.Ending.LEARNED) {
      out.accept("  the network can learn a batch by heart");
      return;
    }
    out.accept("  the network could not: " + reason(course));
    if (course.clippedShare() > 0.5) {
      out.accept(
          "  training.clip-norm: %s cut the gradient of %s of the steps"
              .formatted(training.clipNorm(), Figures.percent(course.clippedShare())));
    }
    Figures.wrapped(advice(course, batch, target)).forEach(line -> out.accept("  " + line));
  }

  private static String reason(BatchCourse course) {
    return switch (course.ending()) {
      case NOT_FINITE ->
          "the loss was %s after %s"
              .formatted(course.last(), Figures.count(course.steps() - 1, "step"));
      case TIME_OVER -> "the time was over after " + Figures.seconds(MOST_SECONDS);
      default -> "the steps were over";
    };
  }

  /** From what other rates make of the same batch. */
  private String advice(BatchCourse course, DataSet batch, double target) {
    RateSearch.Found found =
        new RateSearch(
                factor ->
                    course(
                        batch, factor, new BatchCourse.Limits(target, TRIAL_STEPS, TRIAL_SECONDS)))
            .from(course);
    if (found.isMuchBetter()) {
      return "training.optimizer.learning-rate is too %s: with %s the loss is %s after %s, not %s"
          .formatted(
              found.factor() < 1 ? "high" : "low",
              Figures.rate(found.factor() * training.optimizer().learningRate()),
              Figures.nats(found.loss()),
              Figures.count(found.steps(), "step"),
              Double.isFinite(found.lossBefore())
                  ? Figures.nats(found.lossBefore())
                  : "a number any more");
    } else if (course.ending() == BatchCourse.Ending.NOT_FINITE) {
      return "no learning rate near it does better: look at the input's numbers, and set"
          + " training.clip-norm";
    } else if (course.isFalling()) {
      return "the loss was still falling and no learning rate near it does better: it needs more"
          + " steps than were tried here";
    }
    return "no learning rate near it does better: give it more network.units or network.layers, or"
        + " see whether the labels follow from the input";
  }
}
