package unroll.task;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import unroll.data.BatchPlan;

/**
 * The parts of a task's data.
 *
 * @param training what a network is trained on
 * @param validation what decides when it is best; empty: the training loss does
 * @param test what it is scored on in the end
 */
public record Splits(BatchPlan training, Optional<BatchPlan> validation, Optional<BatchPlan> test) {
  /** The split of a name; empty if there is none. */
  public Optional<BatchPlan> named(String name) {
    return switch (name) {
      case "training" -> Optional.of(training);
      case "validation" -> validation;
      case "test" -> test;
      default -> throw new IllegalArgumentException("no such split: " + name);
    };
  }

  /** Validation and test where they are there, else the training split, by name. */
  public Map<String, BatchPlan> scored() {
    Map<String, BatchPlan> scored = new LinkedHashMap<>();
    validation.ifPresent(plan -> scored.put("validation", plan));
    test.ifPresent(plan -> scored.put("test", plan));
    if (scored.isEmpty()) {
      scored.put("training", training);
    }
    return scored;
  }
}
