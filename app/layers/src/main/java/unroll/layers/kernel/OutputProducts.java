package unroll.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The products of an output layer with its weights. For many rows the weights are packed first, for
 * few that takes longer than it saves.
 */
final class OutputProducts {
  private static final int FEWEST_ROWS_TO_PACK = 64;

  private final List<GradientProduct> gradientProducts = new ArrayList<>();
  private Side packedLogits;
  private Side packedGradient;
  private Side logits;
  private Side inputGradient;

  /** A packed matrix with the products of its tasks. */
  private record Side(PackedMatrix matrix, List<PackedMatrix.Product> products) {
    static Side of(PackedMatrix matrix) {
      return new Side(matrix, new ArrayList<>());
    }
  }

  /**
   * What one task multiplies with.
   *
   * @param logits of rows of input
   * @param inputGradient of rows of gradients of logits; null if nobody asks for it
   */
  record Products(PackedMatrix.Product logits, PackedMatrix.Product inputGradient) {}

  /**
   * Takes weights.
   *
   * @param rows that will be multiplied in all
   * @param hasGradients whether gradients of the input will be asked for
   */
  void begin(OutputWeights weights, int rows, boolean hasGradients) {
    int inputs = weights.inputs();
    int outputs = weights.outputs();
    if (rows < FEWEST_ROWS_TO_PACK) {
      logits = Side.of(new BlasMatrix(inputs, outputs));
      inputGradient = hasGradients ? Side.of(new BlasMatrix(outputs, inputs)) : null;
    } else {
      if (packedLogits == null) {
        packedLogits = Side.of(PackedMatrix.of(inputs, outputs));
      }
      if (packedGradient == null && hasGradients) {
        packedGradient = Side.of(PackedMatrix.of(outputs, inputs));
      }
      logits = packedLogits;
      inputGradient = hasGradients ? packedGradient : null;
    }
    FloatPointer matrix = NativeMatrix.of(weights.matrix());
    Workers.shared()
        .run(
            hasGradients ? 2 : 1,
            side -> {
              if (side == 0) {
                logits.matrix().pack(matrix, weights.isTransposed());
              } else {
                inputGradient.matrix().pack(matrix, !weights.isTransposed());
              }
            });
  }

  /** Products for each of some tasks. */
  List<Products> of(int tasks) {
    List<Products> products = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      products.add(
          new Products(
              product(logits, task), inputGradient == null ? null : product(inputGradient, task)));
    }
    return products;
  }

  private static PackedMatrix.Product product(Side side, int task) {
    while (side.products().size() <= task) {
      side.products().add(side.matrix().product());
    }
    return side.products().get(task);
  }

  /**
   * Sums up the gradient of the weights over the rows of a block.
   *
   * @param target {@code [input, output]}, or the other way round if the weights are transposed
   */
  void addWeightGradients(OutputBlock block, OutputWeights weights, FloatPointer target) {
    int inputs = weights.inputs();
    int outputs = weights.outputs();
    int rows = weights.isTransposed() ? outputs : inputs;
    int parts = Math.min(Workers.shared().count(), rows);
    while (gradientProducts.size() < parts) {
      gradientProducts.add(GradientProduct.create());
    }
    Workers.shared()
        .run(
            parts,
            part -> {
              int first = OutputShare.start(rows, part, parts);
              int count = OutputShare.start(rows, part + 1, parts) - first;
              FloatPointer place = new FloatPointer(target);
              if (weights.isTransposed()) {
                place.position((long) first * inputs);
                Part own = new Part(gradientProducts.get(part), outputs, first, count, inputs);
                own.sum(block, block.logits(outputs, 0), block.input(inputs, 0), place);
              } else {
                place.position((long) first * outputs);
                Part own = new Part(gradientProducts.get(part), inputs, first, count, outputs);
                own.sum(block, block.input(inputs, 0), block.logits(outputs, 0), place);
              }
            });
  }

  /**
   * Some rows of {@code a^T b}.
   *
   * @param width columns of a
   * @param first of its columns to be multiplied
   * @param columns of b
   */
  private record Part(GradientProduct product, int width, int first, int count, int columns) {
    void sum(OutputBlock block, FloatPointer a, FloatPointer b, FloatPointer target) {
      int all = block.rowCount();
      int even = all / GradientProduct.ROUNDING * GradientProduct.ROUNDING;
      boolean isAdded = block.from() > 0;
      long start = a.position() + first;
      if (even > 0) {
        product.multiply(
            new GradientProduct.Shape(even, count, columns, width, isAdded),
            a.position(start),
            b,
            target);
      }
      if (all > even) {
        FloatGemm.multiply(
            true,
            false,
            count,
            columns,
            all - even,
            a.position(start + (long) even * width),
            width,
            b.position(b.position() + (long) even * columns),
            columns,
            isAdded || even > 0 ? 1 : 0,
            target,
            columns);
      }
    }
  }
}
