package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * All parameters of a network, or their gradients, as one vector. Floats on a processor are shared
 * among threads; the rest is ND4J's.
 *
 * @param array the numbers, one after the other in memory
 */
public record FlatVector(INDArray array) {
  /** Numbers that a thread holds on the heap at a time: several vectors fit into its cache. */
  private static final int CHUNK = 4096;

  /** Fewer are not worth a second thread. */
  private static final int SHORT = 4 * CHUNK;

  /** Works on a part of a vector. */
  private interface Part {
    void work(int part, long from, long to);
  }

  private boolean isNative() {
    return array.dataType() == DataType.FLOAT
        && Nd4j.getEnvironment().isCPU()
        && (array.length() <= 1 || array.stride(array.rank() - 1) == 1);
  }

  /** The Euclidean length. */
  public double norm() {
    if (!isNative()) {
      return array.norm2Number().doubleValue();
    }
    double[] sums = new double[Workers.shared().count()];
    forEachPart(
        (part, from, to) -> {
          FloatPointer numbers = NativeMatrix.of(flat());
          float[] chunk = new float[CHUNK];
          for (long i = from; i < to; i += CHUNK) {
            int count = (int) Math.min(CHUNK, to - i);
            numbers.position(i).get(chunk, 0, count);
            sums[part] += FloatMath.sumOfSquares(chunk, count);
          }
        });
    double sum = 0;
    for (double partial : sums) {
      sum += partial;
    }
    return Math.sqrt(sum);
  }

  /** Multiplies every number. */
  public void scale(double factor) {
    if (!isNative()) {
      array.muli(factor);
      return;
    }
    forEachPart(
        (part, from, to) -> {
          FloatPointer numbers = NativeMatrix.of(flat());
          float[] chunk = new float[CHUNK];
          for (long i = from; i < to; i += CHUNK) {
            int count = (int) Math.min(CHUNK, to - i);
            numbers.position(i).get(chunk, 0, count);
            FloatMath.scale(chunk, (float) factor, count);
            numbers.position(i).put(chunk, 0, count);
          }
        });
  }

  /** The largest distance of a number from zero; NaN if one is NaN. */
  public double largest() {
    if (!isNative()) {
      // A maximum may pass over NaN, a sum cannot.
      boolean hasNan = Double.isNaN(array.sumNumber().doubleValue()) && array.isNaN().any();
      return hasNan ? Double.NaN : array.amaxNumber().doubleValue();
    }
    double[] largest = new double[Workers.shared().count()];
    forEachPart(
        (part, from, to) -> {
          FloatPointer numbers = NativeMatrix.of(flat());
          float[] chunk = new float[CHUNK];
          float[] farthest = new float[CHUNK];
          for (long i = from; i < to; i += CHUNK) {
            int count = (int) Math.min(CHUNK, to - i);
            numbers.position(i).get(chunk, 0, count);
            FloatMath.farthest(farthest, chunk, count);
          }
          largest[part] = FloatMath.largest(farthest);
        });
    return largestOf(largest);
  }

  private static double largestOf(double[] parts) {
    double largest = 0;
    for (double part : parts) {
      largest = Math.max(largest, part);
    }
    return largest;
  }

  /**
   * Subtracts another vector from this one.
   *
   * @return the largest distance of what is left from zero; NaN if a number is NaN
   */
  public double subtract(FlatVector other) {
    if (!isNative() || !other.isNative()) {
      array.subi(other.array.reshape(array.shape()));
      return largest();
    }
    double[] largest = new double[Workers.shared().count()];
    forEachPart(
        (part, from, to) -> {
          float[] farthest = new float[CHUNK];
          FloatPointer numbers = NativeMatrix.of(flat());
          FloatPointer others = NativeMatrix.of(other.flat());
          float[] chunk = new float[CHUNK];
          float[] otherChunk = new float[CHUNK];
          for (long i = from; i < to; i += CHUNK) {
            int count = (int) Math.min(CHUNK, to - i);
            numbers.position(i).get(chunk, 0, count);
            others.position(i).get(otherChunk, 0, count);
            FloatMath.subtract(chunk, otherChunk, count);
            FloatMath.farthest(farthest, chunk, count);
            numbers.position(i).put(chunk, 0, count);
          }
          largest[part] = FloatMath.largest(farthest);
        });
    return largestOf(largest);
  }

  /**
   * Turns a gradient into Adam's step in place.
   *
   * @param mean running mean of the gradient, brought up to date
   * @param square running mean of its square, brought up to date
   * @param rate step size, corrected for the means' start at zero
   * @return whether it was done: only on floats on a processor
   */
  public boolean adam(
      FlatVector mean, FlatVector square, double beta1, double beta2, double rate, double epsilon) {
    if (!isNative() || !mean.isNative() || !square.isNative()) {
      return false;
    }
    forEachPart(
        (part, from, to) -> {
          FloatPointer gradients = NativeMatrix.of(flat());
          FloatPointer means = NativeMatrix.of(mean.flat());
          FloatPointer squares = NativeMatrix.of(square.flat());
          float[] g = new float[CHUNK];
          float[] m = new float[CHUNK];
          float[] v = new float[CHUNK];
          for (long i = from; i < to; i += CHUNK) {
            int count = (int) Math.min(CHUNK, to - i);
            gradients.position(i).get(g, 0, count);
            means.position(i).get(m, 0, count);
            squares.position(i).get(v, 0, count);
            FloatMath.runningMean(m, g, (float) beta1, count);
            FloatMath.runningSquare(v, g, (float) beta2, count);
            FloatMath.adamStep(g, m, v, (float) rate, (float) epsilon, count);
            gradients.position(i).put(g, 0, count);
            means.position(i).put(m, 0, count);
            squares.position(i).put(v, 0, count);
          }
        });
    return true;
  }

  private INDArray flat() {
    return array.reshape(array.length());
  }

  private void forEachPart(Part part) {
    long length = array.length();
    Workers workers = Workers.shared();
    int parts = length < SHORT ? 1 : workers.count();
    workers.run(parts, i -> part.work(i, length * i / parts, length * (i + 1) / parts));
  }
}
