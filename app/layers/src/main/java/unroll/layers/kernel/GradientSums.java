package unroll.layers.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;

/** Gradients of weights as sums over steps that lie in several places, shared among threads. */
final class GradientSums {
  private final Workers workers = Workers.shared();
  private final List<GradientProduct> products = new ArrayList<>();
  private final List<ProductSum> productSums = new ArrayList<>();
  private final List<ColumnSum> columnSums = new ArrayList<>();
  private final FloatStore onesStore = new FloatStore();
  private int ones;

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
      if (count > 0) {
        matrices.add(matrix);
        counts.add(count);
      }
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

  /** Computes all sums with some threads, and forgets them. */
  void run(int threads) {
    run(threads, part -> {});
  }

  /**
   * The same with something to do beside it.
   *
   * @param more is given 0 to {@code threads - 1}
   */
  void run(int threads, IntConsumer more) {
    prepareOnes();
    workers.run(
        threads,
        part -> {
          productSums.forEach(sum -> multiply(sum, part, threads));
          columnSums.forEach(sum -> sumColumns(sum, part, threads));
          more.accept(part);
        });
    productSums.clear();
    columnSums.clear();
  }

  private void prepareOnes() {
    int needed = 1;
    for (ColumnSum sum : columnSums) {
      for (int count : sum.counts) {
        needed = Math.max(needed, count);
      }
    }
    if (needed > ones) {
      float[] row = new float[needed];
      Arrays.fill(row, 1);
      onesStore.of(needed).put(row, 0, needed);
      ones = needed;
    }
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

  /** A thread's part of the columns. */
  private void sumColumns(ColumnSum sum, int part, int parts) {
    int from = sum.width * part / parts;
    int to = sum.width * (part + 1) / parts;
    FloatPointer target = new FloatPointer(sum.target);
    target.position(sum.target.position() + from);
    if (sum.matrices.isEmpty()) {
      Pointer.memset(new Address().at(target), 0, (long) (to - from) * Float.BYTES);
    } else if (to > from) {
      for (int i = 0; i < sum.matrices.size(); i++) {
        FloatPointer matrix = new FloatPointer(sum.matrices.get(i));
        openblas.cblas_sgemv(
            openblas.CblasRowMajor,
            openblas.CblasTrans,
            sum.counts.get(i),
            to - from,
            1,
            matrix.position(matrix.position() + from),
            sum.width,
            onesStore.of(0),
            1,
            i == 0 ? 0 : 1,
            target,
            1);
      }
    }
  }
}
