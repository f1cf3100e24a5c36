package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Parts of batches, and comparisons of them. */
final class Batches {
  private Batches() {}

  static int[] unmasked(INDArray mask, int row) {
    return IntStream.range(0, (int) mask.size(1))
        .filter(step -> mask.getDouble(row, step) != 0)
        .toArray();
  }

  /** Some steps of a row, {@code [1, unit, step]}. */
  static INDArray rowSteps(INDArray array, int row, int[] steps) {
    return rows(array, row)
        .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.indices(longs(steps)))
        .dup('c')
        .reshape('c', 1, array.size(1), steps.length);
  }

  static INDArray steps(INDArray array, int from, int to) {
    return array
        .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(from, to))
        .dup('c');
  }

  /** Rows of {@code [batch, unit, time]} or {@code [batch, unit]}. */
  static INDArray rows(INDArray array, int... rows) {
    INDArray picked = Nd4j.create(array.dataType(), shapeOf(array, rows.length), 'c');
    for (int i = 0; i < rows.length; i++) {
      picked.slice(i).assign(array.slice(rows[i]));
    }
    return picked;
  }

  static long[] shapeOf(INDArray array, int rows) {
    long[] shape = array.shape().clone();
    shape[0] = rows;
    return shape;
  }

  static void place(INDArray alone, INDArray target, int row, int[] steps) {
    for (int i = 0; i < steps.length; i++) {
      for (int unit = 0; unit < target.size(1); unit++) {
        target.putScalar(row, unit, steps[i], alone.getDouble(0, unit, i));
      }
    }
  }

  static long[] longs(int[] numbers) {
    return Arrays.stream(numbers).asLongStream().toArray();
  }

  static void assertNear(INDArray expected, INDArray actual, double tolerance) {
    assertArrayEquals(expected.shape(), actual.shape());
    double scale = Math.max(1, expected.amaxNumber().doubleValue());
    assertArrayEquals(
        expected.dup('c').data().asDouble(), actual.dup('c').data().asDouble(), tolerance * scale);
  }
}
