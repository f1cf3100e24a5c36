package unroll.layers.kernel;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.Attention;

/**
 * The parameters of an attention, or their gradients.
 *
 * @param general {@code [unit, source]} of {@link Attention#GENERAL}, else null
 * @param query {@code [unit, unit]} of {@link Attention#ADDITIVE}, else null
 * @param key {@code [source, unit]}, likewise
 * @param score {@code [unit, 1]}, likewise
 * @param combination {@code [source + unit, unit]}
 * @param bias {@code [unit]}
 */
public record AttentionWeights(
    INDArray general,
    INDArray query,
    INDArray key,
    INDArray score,
    INDArray combination,
    INDArray bias) {

  /** Sets all of them to zero. */
  void clear() {
    all().forEach(array -> array.assign(0));
  }

  /** Zeros of the same shapes. */
  AttentionWeights like() {
    return new AttentionWeights(
        like(general), like(query), like(key), like(score), like(combination), like(bias));
  }

  private static INDArray like(INDArray array) {
    return array == null ? null : array.like();
  }

  /** Adds others of the same shapes. */
  void add(AttentionWeights others) {
    List<INDArray> own = all();
    for (int i = 0; i < own.size(); i++) {
      own.get(i).addi(others.all().get(i));
    }
  }

  private List<INDArray> all() {
    return Stream.of(general, query, key, score, combination, bias)
        .filter(Objects::nonNull)
        .toList();
  }
}
