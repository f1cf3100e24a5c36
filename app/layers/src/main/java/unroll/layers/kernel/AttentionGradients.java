package unroll.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.Attention;

/** The gradients of an attention's weights, as products over all steps on a tape. */
final class AttentionGradients {
  private final Attention attention;
  private final int units;
  private final int width;
  private final AttentionTape tape;
  private final List<GradientProduct> products = new ArrayList<>();
  private final FloatRows rows = new FloatRows();
  private final List<Sum> sums = new ArrayList<>();
  private AttentionWeights gradients;

  /**
   * {@code target = a^T b}.
   *
   * @param rows columns of a
   * @param columns those of b
   * @param count rows of both
   */
  private record Sum(
      FloatPointer a, int rows, FloatPointer b, int columns, int count, FloatPointer target) {}

  AttentionGradients(Attention attention, int units, int width, AttentionTape tape) {
    this.attention = attention;
    this.units = units;
    this.width = width;
    this.tape = tape;
    for (int i = 0; i < Workers.shared().count(); i++) {
      products.add(GradientProduct.create());
    }
  }

  /** Takes the gradients to be overwritten. */
  void begin(AttentionWeights newGradients) {
    gradients = newGradients;
    int targets = tape.looks().targets();
    int sources = tape.sources().count();
    FloatPointer combination = NativeMatrix.of(gradients.combination());
    FloatPointer ofState = new FloatPointer(combination).position((long) width * units);
    sums.clear();
    sums.add(new Sum(tape.contexts(0), width, tape.ofOutputs(0), units, targets, combination));
    sums.add(new Sum(tape.states(0), units, tape.ofOutputs(0), units, targets, ofState));
    if (attention == Attention.GENERAL) {
      FloatPointer general = NativeMatrix.of(gradients.general());
      sums.add(new Sum(tape.ofKeys(0), units, tape.encoded(0), width, sources, general));
    } else if (attention == Attention.ADDITIVE) {
      FloatPointer query = NativeMatrix.of(gradients.query());
      FloatPointer key = NativeMatrix.of(gradients.key());
      sums.add(new Sum(tape.states(0), units, tape.ofQueries(0), units, targets, query));
      sums.add(new Sum(tape.encoded(0), width, tape.ofKeys(0), units, sources, key));
    }
  }

  /** A thread's part of the rows of every gradient. */
  void sum(int part, int parts) {
    for (Sum sum : sums) {
      int from = sum.rows() * part / parts;
      int to = sum.rows() * (part + 1) / parts;
      FloatPointer target = new FloatPointer(sum.target());
      target.position(sum.target().position() + (long) from * sum.columns());
      if (sum.count() == 0) {
        long bytes = (long) (to - from) * sum.columns() * Float.BYTES;
        Pointer.memset(new Address().at(target), 0, bytes);
      } else if (to > from) {
        int count = GradientProduct.rounded(sum.count());
        products
            .get(part)
            .multiply(
                new GradientProduct.Shape(count, to - from, sum.columns(), sum.rows(), false),
                new FloatPointer(sum.a()).position(from),
                sum.b(),
                target);
      }
    }
    if (part == 0) {
      sumRows(tape.ofOutputs(0), tape.looks().targets(), gradients.bias());
      if (attention == Attention.ADDITIVE) {
        sumRows(tape.ofVector(0), tape.sources().rows(), gradients.score());
      }
    }
  }

  private void sumRows(FloatPointer matrix, int count, INDArray target) {
    rows.sumColumns(matrix, count, units, NativeMatrix.of(target));
  }
}
