package unroll.training;

import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What numbers lie between.
 *
 * @param min the smallest finite one, infinite where none is finite
 * @param max the largest finite one
 * @param count how many there are
 * @param notFinite how many of them are NaN or infinite
 */
record NumberRange(double min, double max, long count, long notFinite) {
  static final NumberRange NONE =
      new NumberRange(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, 0);

  /** Read at a time, so that a large array needs no second one as large on the heap. */
  private static final long CHUNK = 1 << 16;

  private static final double SMALLEST_PLAIN = 1e-3;
  private static final double LARGEST_PLAIN = 1e4;

  static NumberRange of(INDArray array) {
    if (array.isEmpty()) {
      return NONE;
    }
    INDArray flat = array.dup('c').reshape(array.length());
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    long notFinite = 0;
    for (long from = 0; from < flat.length(); from += CHUNK) {
      long to = Math.min(from + CHUNK, flat.length());
      for (double number : doubles(flat.get(NDArrayIndex.interval(from, to)))) {
        if (Double.isFinite(number)) {
          min = Math.min(min, number);
          max = Math.max(max, number);
        } else {
          notFinite++;
        }
      }
    }
    return new NumberRange(min, max, flat.length(), notFinite);
  }

  /** All numbers in c order. */
  static double[] doubles(INDArray array) {
    return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
  }

  /** Of both. */
  NumberRange and(NumberRange other) {
    return new NumberRange(
        Math.min(min, other.min),
        Math.max(max, other.max),
        count + other.count,
        notFinite + other.notFinite);
  }

  /** The largest finite distance from zero. */
  double farthest() {
    return notFinite == count ? 0 : Math.max(Math.abs(min), Math.abs(max));
  }

  boolean isFinite() {
    return notFinite == 0;
  }

  /** As a person reads it: {@code -0.350 to 0.410, 3.1 % not finite}. */
  String text() {
    if (count == 0) {
      return "none";
    } else if (notFinite == count) {
      return "none finite";
    }
    String range = text(min) + " to " + text(max);
    return isFinite() ? range : range + ", " + share(notFinite, count) + " not finite";
  }

  /** A number with three digits. */
  static String text(double number) {
    double distance = Math.abs(number);
    if (number == 0) {
      return "0";
    } else if (!Double.isFinite(number)) {
      return String.valueOf(number);
    }
    boolean isPlain = distance >= SMALLEST_PLAIN && distance < LARGEST_PLAIN;
    return String.format(Locale.ROOT, isPlain ? "%.3g" : "%.2e", number);
  }

  /** {@code 3.1 %}; a part of what is never shown as none or all of it. */
  static String share(long part, long whole) {
    if (part == 0 || whole == 0) {
      return "0 %";
    }
    double percent = 100.0 * part / whole;
    if (percent < 0.1) {
      return "less than 0.1 %";
    }
    return percent < 10
        ? String.format(Locale.ROOT, "%.1f %%", Math.floor(percent * 10) / 10)
        : (int) percent + " %";
  }
}
