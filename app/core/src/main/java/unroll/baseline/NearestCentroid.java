package unroll.baseline;

/**
 * Predicts the class whose mean frame is nearest by Euclidean distance. Features count by their
 * size, so whoever calls standardizes them first.
 */
public final class NearestCentroid {
  private final int width;
  private final double[][] sums;
  private final long[] counts;

  /**
   * @param classes number of classes: every label is below it
   * @param width numbers in a frame
   */
  public NearestCentroid(int classes, int width) {
    if (classes < 1 || width < 1) {
      throw new IllegalArgumentException(
          "expected at least one class and one feature, found " + classes + " and " + width);
    }
    this.width = width;
    sums = new double[classes][width];
    counts = new long[classes];
  }

  /**
   * @throws IllegalArgumentException if the frame has another width or a number that is not finite
   * @throws IndexOutOfBoundsException if the label is no class
   */
  public void add(float[] frame, int label) {
    check(frame);
    counts[label]++;
    for (int feature = 0; feature < width; feature++) {
      sums[label][feature] += frame[feature];
    }
  }

  /**
   * The class with the nearest mean, the lowest among equals; never one that no frame had.
   *
   * @throws IllegalArgumentException if the frame has another width or a number that is not finite,
   *     or if nothing was added
   */
  public int predict(float[] frame) {
    check(frame);
    int nearest = -1;
    double smallest = Double.POSITIVE_INFINITY;
    for (int label = 0; label < counts.length; label++) {
      double distance = squaredDistance(frame, label);
      if (distance < smallest) {
        smallest = distance;
        nearest = label;
      }
    }
    if (nearest < 0) {
      throw new IllegalArgumentException("no frame was added");
    }
    return nearest;
  }

  private double squaredDistance(float[] frame, int label) {
    if (counts[label] == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double distance = 0;
    for (int feature = 0; feature < width; feature++) {
      double difference = frame[feature] - sums[label][feature] / counts[label];
      distance += difference * difference;
    }
    return distance;
  }

  private void check(float[] frame) {
    if (frame.length != width) {
      throw new IllegalArgumentException(
          "expected a frame of " + width + " numbers, found " + frame.length);
    }
    for (int feature = 0; feature < width; feature++) {
      if (!Float.isFinite(frame[feature])) {
        throw new IllegalArgumentException(
            "expected a finite number as feature " + feature + ", found " + frame[feature]);
      }
    }
  }
}
