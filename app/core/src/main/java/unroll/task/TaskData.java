package unroll.task;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unroll.data.BatchPlan;
import unroll.data.DataShape;
import unroll.network.RecurrentNetwork;
import unroll.training.Evaluator;
import unroll.training.Score;
import unroll.training.Scorer;

/** A task's data, ready to be trained on, and what depends on it. */
public interface TaskData {
  DataShape shape();

  Splits splits();

  /** What a person should know of the data, a line each. */
  List<String> description();

  /** What people call the labels, in the order of their ids; of one yes or no, the no first. */
  List<String> labels();

  /**
   * What people call the symbols that go in, in the order of their ids; empty where only numbers
   * do.
   */
  default List<String> inputs() {
    return List.of();
  }

  /** What the vocabulary knows of a split that is scored; empty where the input has none. */
  default List<Coverage> coverage(String split) {
    return List.of();
  }

  /** What became of training sequences that are too long; empty where nothing limits them. */
  default Optional<Shortening> shortening() {
    return Optional.empty();
  }

  /**
   * What a run must keep so that new inputs are read as the training data was, such as a
   * vocabulary: content by the name of its file in the run folder.
   */
  Map<String, byte[]> preparation();

  /** The files that were read. */
  List<Path> files();

  /** A new scorer. */
  Scorer scorer();

  /**
   * Scores of simple methods on the same splits, which may take seconds to compute.
   *
   * @return method, then split, then metric
   */
  Map<String, Map<String, Map<String, Double>>> baselines();

  /** The full score of a trained network on a split. */
  default Score score(RecurrentNetwork network, BatchPlan plan) {
    return score(List.of(network), plan);
  }

  /**
   * As above, or of several that answer together with the mean of their outputs.
   *
   * @param networks one or more, which read and answer the same
   */
  default Score score(List<RecurrentNetwork> networks, BatchPlan plan) {
    return new Evaluator(shape()).score(networks, plan, scorer());
  }

  /** What to show a person after an evaluation, if the configuration asks for it. */
  default Optional<String> sample(RecurrentNetwork network) {
    return Optional.empty();
  }

  /** What to show a person when the training has ended. */
  default Optional<String> demonstration(RecurrentNetwork network) {
    return Optional.empty();
  }
}
