package unroll.layers.kernel;

import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import unroll.layers.Attention;

/** The gradients of an attention's weights, from all steps on its tapes. */
final class AttentionGradients {
  private final Attention attention;
  private final int units;
  private final int width;
  private final AttentionSources sources;

  AttentionGradients(Attention attention, int units, int width, AttentionSources sources) {
    this.attention = attention;
    this.units = units;
    this.width = width;
    this.sources = sources;
  }

  /**
   * Says what is to be summed up.
   *
   * @param gradients will be overwritten
   */
  void add(GradientSums sums, List<AttentionTape> tapes, AttentionWeights gradients) {
    FloatPointer combination = NativeMatrix.of(gradients.combination());
    GradientSums.ProductSum ofContext = sums.ofProducts(combination, width, units);
    FloatPointer below = new FloatPointer(combination).position((long) width * units);
    GradientSums.ProductSum ofState = sums.ofProducts(below, units, units);
    GradientSums.ColumnSum bias = sums.ofColumns(NativeMatrix.of(gradients.bias()), units);
    for (AttentionTape tape : tapes) {
      int targets = tape.looks().targets();
      ofContext.add(tape.contexts(0), tape.ofOutputs(0), targets);
      ofState.add(tape.states(0), tape.ofOutputs(0), targets);
      bias.add(tape.ofOutputs(0), targets);
    }
    int count = sources.steps().count();
    if (attention == Attention.GENERAL) {
      sums.ofProducts(NativeMatrix.of(gradients.general()), units, width)
          .add(sources.ofKeys(0), sources.encoded(0), count);
    } else if (attention == Attention.ADDITIVE) {
      GradientSums.ProductSum query =
          sums.ofProducts(NativeMatrix.of(gradients.query()), units, units);
      tapes.forEach(tape -> query.add(tape.states(0), tape.ofQueries(0), tape.looks().targets()));
      sums.ofProducts(NativeMatrix.of(gradients.key()), width, units)
          .add(sources.encoded(0), sources.ofKeys(0), count);
      sums.ofColumns(NativeMatrix.of(gradients.score()), units)
          .add(sources.ofVector(0), sources.steps().rows());
    }
  }
}
