package unroll.task;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;

/**
 * Frames of finite numbers as a file has them.
 *
 * @param values {@code [step, column]}
 */
record NumberFrames(double[] values, int width) {
  int length() {
    return values.length / width;
  }

  double at(int step, int column) {
    return values[step * width + column];
  }

  /** Collects frames. */
  static final class Builder {
    private final int width;
    private final DoubleArrayList values = new DoubleArrayList();

    Builder(int width) {
      this.width = width;
    }

    void add(double[] frame) {
      values.addElements(values.size(), frame);
    }

    boolean isEmpty() {
      return values.isEmpty();
    }

    NumberFrames build() {
      return new NumberFrames(values.toDoubleArray(), width);
    }
  }
}
