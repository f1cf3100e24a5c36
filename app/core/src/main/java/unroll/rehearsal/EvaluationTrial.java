package unroll.rehearsal;

import java.util.ArrayList;
import java.util.List;
import unroll.data.BatchPlan;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.network.RecurrentNetwork;
import unroll.task.TaskData;
import unroll.training.Evaluator;

/** How long an evaluation takes, from some batches of the split, spread over it. */
final class EvaluationTrial {
  private static final double SECONDS = 1.5;
  private static final int MOST_BATCHES = 20;

  /** A step back takes about twice as long as a step forward. */
  private static final int FASTER_THAN_TRAINING = 3;

  private EvaluationTrial() {}

  /**
   * @param stepsPerSecond of training
   * @return seconds
   */
  static double seconds(
      TaskData data, BatchPlan plan, RecurrentNetwork network, double stepsPerSecond) {
    long all = 0;
    for (int batch = 0; batch < plan.batches(); batch++) {
      all += steps(data, plan.rows(0, batch));
    }
    double affordable = SECONDS * FASTER_THAN_TRAINING * stepsPerSecond;
    double perBatch = (double) all / plan.batches();
    int count = (int) Math.max(1, Math.min(MOST_BATCHES, affordable / perBatch));
    List<SequenceExample> sample = sample(plan, Math.min(count, plan.batches()));
    BatchPlan some =
        ShuffledExamples.inOrder(sample, data.shape().topology(), plan.rows(0, 0).size());
    // The first pass warms up.
    double taken = 0;
    for (int pass = 0; pass < 2; pass++) {
      long start = System.nanoTime();
      new Evaluator(data.shape()).score(network, some, data.scorer());
      taken = (System.nanoTime() - start) / 1e9;
    }
    return taken * all / steps(data, sample);
  }

  private static List<SequenceExample> sample(BatchPlan plan, int count) {
    List<SequenceExample> sample = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int batch = (int) ((long) plan.batches() * i / count);
      plan.rows(0, batch).stream()
          .filter(example -> example.labels().length() > 0)
          .forEach(sample::add);
    }
    return sample;
  }

  private static long steps(TaskData data, List<SequenceExample> examples) {
    return examples.stream().mapToLong(example -> data.shape().layout(example).steps()).sum();
  }
}
