package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;

/** The softmax of every row of a small native matrix, for one thread. */
final class SoftmaxRows {
  private float[] numbers = new float[0];
  private float[] others = new float[0];
  private double[] powers = new double[0];

  /** In place. */
  void forward(FloatPointer matrix, int rows, int columns) {
    int count = rows * columns;
    grow(count);
    FloatPointer place = new FloatPointer(matrix);
    place.get(numbers, 0, count);
    for (int start = 0; start < count; start += columns) {
      float largest = numbers[start];
      for (int i = start; i < start + columns; i++) {
        largest = Math.max(largest, numbers[i]);
      }
      for (int i = start; i < start + columns; i++) {
        powers[i] = numbers[i] - largest;
      }
    }
    FloatMath.expOfNegative(powers, count);
    for (int start = 0; start < count; start += columns) {
      double sum = 0;
      for (int i = start; i < start + columns; i++) {
        sum += powers[i];
      }
      for (int i = start; i < start + columns; i++) {
        numbers[i] = (float) (powers[i] / sum);
      }
    }
    place.put(numbers, 0, count);
  }

  /**
   * Backward.
   *
   * @param softmax what the pass forward gave
   * @param gradient of that; gets the gradient of what it was given
   */
  void backward(FloatPointer softmax, FloatPointer gradient, int rows, int columns) {
    int count = rows * columns;
    grow(count);
    FloatPointer place = new FloatPointer(gradient);
    new FloatPointer(softmax).get(numbers, 0, count);
    place.get(others, 0, count);
    for (int start = 0; start < count; start += columns) {
      double mean = 0;
      for (int i = start; i < start + columns; i++) {
        mean += (double) numbers[i] * others[i];
      }
      for (int i = start; i < start + columns; i++) {
        others[i] = (float) (numbers[i] * (others[i] - mean));
      }
    }
    place.put(others, 0, count);
  }

  private void grow(int count) {
    if (numbers.length < count) {
      numbers = new float[count];
      others = new float[count];
      powers = new double[count];
    }
  }
}
