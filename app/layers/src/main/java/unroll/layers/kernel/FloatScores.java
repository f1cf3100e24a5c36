package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;

/** Scores of the steps of a source for some target steps of one row, for one thread. */
abstract class FloatScores {
  private final int units;

  FloatScores(int units) {
    this.units = units;
  }

  final int units() {
    return units;
  }

  /**
   * Scores.
   *
   * @param queries {@code [target, unit]}
   * @param keys {@code [source, unit]}
   * @param scores gets {@code [target, source]}
   */
  abstract void forward(
      int targets, FloatPointer queries, int sources, FloatPointer keys, FloatPointer scores);

  /**
   * The same backward.
   *
   * @param ofScores {@code [target, source]}
   * @param ofQueries to which the gradient of the queries is added
   * @param ofKeys likewise of the keys
   * @param ofVector likewise of the vector {@code [unit]} of the scores, where they have one
   */
  abstract void backward(
      int targets,
      FloatPointer queries,
      int sources,
      FloatPointer keys,
      FloatPointer ofScores,
      FloatPointer ofQueries,
      FloatPointer ofKeys,
      FloatPointer ofVector);

  /** {@code query . key}. */
  static final class Dot extends FloatScores {
    Dot(int units) {
      super(units);
    }

    @Override
    void forward(
        int targets, FloatPointer queries, int sources, FloatPointer keys, FloatPointer scores) {
      int units = units();
      if (targets == 1) {
        FloatGemm.multiplyRowTransposed(units, sources, queries, keys, 0, scores);
      } else {
        FloatGemm.multiply(
            false, true, targets, sources, units, queries, units, keys, units, 0, scores, sources);
      }
    }

    @Override
    void backward(
        int targets,
        FloatPointer queries,
        int sources,
        FloatPointer keys,
        FloatPointer ofScores,
        FloatPointer ofQueries,
        FloatPointer ofKeys,
        FloatPointer ofVector) {
      int units = units();
      if (targets == 1) {
        FloatGemm.multiplyRow(sources, units, ofScores, keys, 1, ofQueries);
      } else {
        FloatGemm.multiply(
            false, false, targets, units, sources, ofScores, sources, keys, units, 1, ofQueries,
            units);
      }
      FloatGemm.multiply(
          true, false, sources, units, targets, ofScores, sources, queries, units, 1, ofKeys,
          units);
    }
  }
}
