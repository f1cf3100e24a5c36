package unroll.layers.kernel;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/** Elementwise work on native matrices, a part that fits a processor's cache at a time. */
final class FloatRows {
  /** Numbers on the heap at a time. */
  private static final int CHUNK = 4096;

  private float[] numbers = new float[CHUNK];
  private float[] others = new float[CHUNK];

  /** Adds a bias to every row, and then takes what is below 0 to 0 if asked to. */
  void addBias(FloatPointer matrix, int rows, FloatPointer bias, int width, boolean isRectified) {
    float[] addend = new float[width];
    new FloatPointer(bias).get(addend);
    FloatPointer place = new FloatPointer(matrix);
    int rowsAtOnce = grow(width);
    for (int row = 0; row < rows; row += rowsAtOnce) {
      int count = Math.min(rowsAtOnce, rows - row);
      place.position(matrix.position() + (long) row * width).get(numbers, 0, count * width);
      for (int i = 0; i < count; i++) {
        int start = i * width;
        for (int column = 0; column < width; column++) {
          numbers[start + column] += addend[column];
        }
      }
      if (isRectified) {
        for (int i = 0; i < count * width; i++) {
          numbers[i] = Math.max(0, numbers[i]);
        }
      }
      place.put(numbers, 0, count * width);
    }
  }

  /** Sums of a matrix's columns. */
  void sumColumns(FloatPointer matrix, int rows, int width, FloatPointer sums) {
    double[] totals = new double[width];
    FloatPointer place = new FloatPointer(matrix);
    int rowsAtOnce = grow(width);
    for (int row = 0; row < rows; row += rowsAtOnce) {
      int count = Math.min(rowsAtOnce, rows - row);
      place.position(matrix.position() + (long) row * width).get(numbers, 0, count * width);
      for (int i = 0; i < count; i++) {
        int start = i * width;
        for (int column = 0; column < width; column++) {
          totals[column] += numbers[start + column];
        }
      }
    }
    for (int column = 0; column < width; column++) {
      numbers[column] = (float) totals[column];
    }
    new FloatPointer(sums).put(numbers, 0, width);
  }

  private int grow(int width) {
    if (width > numbers.length) {
      numbers = Arrays.copyOf(numbers, width);
    }
    return numbers.length / width;
  }

  /** {@code x = x y}, number by number. */
  void multiply(FloatPointer x, FloatPointer y, long length) {
    each(x, y, length, count -> FloatMath.product(numbers, numbers, others, count));
  }

  /** Takes numbers to 0 where others are not above it. */
  void keepWherePositive(FloatPointer x, FloatPointer y, long length) {
    each(x, y, length, this::keepWherePositive);
  }

  private void keepWherePositive(int count) {
    for (int i = 0; i < count; i++) {
      numbers[i] = others[i] > 0 ? numbers[i] : 0;
    }
  }

  /** Works on so many of the numbers on the heap. */
  private interface Work {
    void on(int count);
  }

  private void each(FloatPointer x, FloatPointer y, long length, Work work) {
    FloatPointer place = new FloatPointer(x);
    FloatPointer otherPlace = new FloatPointer(y);
    for (long from = 0; from < length; from += CHUNK) {
      int count = (int) Math.min(CHUNK, length - from);
      place.position(x.position() + from).get(numbers, 0, count);
      otherPlace.position(y.position() + from).get(others, 0, count);
      work.on(count);
      place.put(numbers, 0, count);
    }
  }
}
