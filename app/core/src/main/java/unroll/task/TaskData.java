package unroll.task;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unroll.data.BatchPlan;
import unroll.data.DataShape;
import unroll.data.Vocabulary;

/**
 * A task's data, ready to be trained on.
 *
 * @param description one line a split for the user
 * @param vocabularies by the name of their file in a run folder
 * @param files the files that were read
 * @param baselines scores of simple methods on the same splits
 */
public record TaskData(
    DataShape shape,
    BatchPlan training,
    Optional<BatchPlan> validation,
    Optional<BatchPlan> test,
    List<String> description,
    Map<String, Vocabulary> vocabularies,
    List<Path> files,
    Baselines baselines) {

  /** Scores of simple methods. */
  @FunctionalInterface
  public interface Baselines {
    /**
     * Computes them, which may take seconds.
     *
     * @return method, then split, then metric
     */
    Map<String, Map<String, Map<String, Double>>> compute();
  }

  /** The plan of a split by its name. */
  public Optional<BatchPlan> split(String name) {
    return switch (name) {
      case "training" -> Optional.of(training);
      case "validation" -> validation;
      case "test" -> test;
      default -> throw new IllegalArgumentException("no such split: " + name);
    };
  }
}
