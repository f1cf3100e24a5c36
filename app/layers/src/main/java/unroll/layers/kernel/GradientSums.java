package unroll.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** Gradients of weights as sums over steps that lie in several places, shared among threads. */
final class GradientSums {
  private final Workers workers = Workers.shared();
  private final List<GradientProduct> products = new ArrayList<>();
  private final List<ProductSum> productSums = new ArrayList<>();
  private final List<ColumnSum> columnSums = new ArrayList<>();
  private final FloatRows rows = new FloatRows();

  GradientSums() {
    for (int i = 0; i < workers.count(); i++) {
      products.add(GradientProduct.create());
    }
  }

  /** {@code a^T b} of some steps. */
  private record Factors(FloatPointer a, FloatPointer b, int count) {}

  /** {@code target = a^T b}, summed up over all that is added. */
  static final class ProductSum {
    private final int rows;
    private final int columns;
    private final FloatPointer target;
    private final List<Factors> factors = new ArrayList<>();

    private ProductSum(int rows, int columns, FloatPointer target) {
      this.rows = rows;
      this.columns = columns;
      this.target = target;
    }

    /**
     * Adds steps.
     *
     * @param a {@code [count, rows]}, zeros behind it up to {@link GradientProduct#rounded}
     * @param b {@code [count, columns]} likewise
     */
    ProductSum add(FloatPointer a, FloatPointer b, int count) {
      if (count > 0) {
        factors.add(new Factors(a, b, count));
      }
      return this;
    }
  }

  /** {@code target = } sums of columns, over all that is added. */
  static final class ColumnSum {
    private final int width;
    private final FloatPointer target;
    private final List<FloatPointer> matrices = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();

    private ColumnSum(int width, FloatPointer target) {
      this.width = width;
      this.target = target;
    }

    /** Adds a matrix {@code [count, width]}. */
    ColumnSum add(FloatPointer matrix, int count) {
      matrices.add(matrix);
      counts.add(count);
      return this;
    }
  }

  /** A matrix {@code [rows, columns]} to be overwritten with what will be added. */
  ProductSum ofProducts(FloatPointer target, int rows, int columns) {
    ProductSum sum = new ProductSum(rows, columns, target);
    productSums.add(sum);
    return sum;
  }

  /** A vector to be overwritten likewise. */
  ColumnSum ofColumns(FloatPointer target, int width) {
    ColumnSum sum = new ColumnSum(width, target);
    columnSums.add(sum);
    return sum;
  }

  /** Computes all sums, and forgets them. */
  void run() {
    int parts = workers.count();
    workers.run(
        parts,
        part -> {
          productSums.forEach(sum -> multiply(sum, part, parts));
          if (part == parts - 1) {
            columnSums.forEach(this::sumColumns);
          }
        });
    productSums.clear();
    columnSums.clear();
  }

  /** A thread's part of the rows. */
  private void multiply(ProductSum sum, int part, int parts) {
    int from = sum.rows * part / parts;
    int to = sum.rows * (part + 1) / parts;
    FloatPointer target = new FloatPointer(sum.target);
    target.position(sum.target.position() + (long) from * sum.columns);
    if (sum.factors.isEmpty()) {
      long bytes = (long) (to - from) * sum.columns * Float.BYTES;
      Pointer.memset(new Address().at(target), 0, bytes);
    } else if (to > from) {
      boolean isAdded = false;
      for (Factors each : sum.factors) {
        int count = GradientProduct.rounded(each.count());
        FloatPointer a = new FloatPointer(each.a());
        products
            .get(part)
            .multiply(
                new GradientProduct.Shape(count, to - from, sum.columns, sum.rows, isAdded),
                a.position(each.a().position() + from),
                each.b(),
                target);
        isAdded = true;
      }
    }
  }

  private void sumColumns(ColumnSum sum) {
    double[] totals = new double[sum.width];
    for (int i = 0; i < sum.matrices.size(); i++) {
      rows.addColumns(sum.matrices.get(i), sum.counts.get(i), totals);
    }
    float[] floats = new float[sum.width];
    for (int column = 0; column < sum.width; column++) {
      floats[column] = (float) totals[column];
    }
    new FloatPointer(sum.target).put(floats, 0, sum.width);
  }
}
