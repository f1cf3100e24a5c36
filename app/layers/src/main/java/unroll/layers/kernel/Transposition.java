package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;

/** Copies a native matrix with rows and columns exchanged, shared among threads. */
final class Transposition {
  /** Rows copied at a time. */
  private static final int TILE = 64;

  /** Keeps the numbers of a column out of each other's way in the cache. */
  private static final int PADDING = 16;

  private Transposition() {}

  /**
   * @param source {@code [rows, columns]}
   * @param target gets {@code [columns, rows]}
   */
  static void copy(FloatPointer source, int rows, int columns, FloatPointer target) {
    Workers workers = Workers.shared();
    workers.run(
        workers.count(),
        part -> {
          int from = columns * part / workers.count();
          int to = columns * (part + 1) / workers.count();
          copyColumns(new FloatPointer(source), rows, columns, from, to, new FloatPointer(target));
        });
  }

  private static void copyColumns(
      FloatPointer source, int rows, int columns, int from, int to, FloatPointer target) {
    int count = to - from;
    int stride = count + PADDING;
    float[] here = new float[TILE * stride];
    float[] there = new float[TILE * count];
    for (int row = 0; row < rows; row += TILE) {
      int height = Math.min(TILE, rows - row);
      for (int i = 0; i < height; i++) {
        source.position((long) (row + i) * columns + from).get(here, i * stride, count);
      }
      for (int column = 0; column < count; column++) {
        for (int i = 0; i < height; i++) {
          there[column * height + i] = here[i * stride + column];
        }
      }
      for (int column = 0; column < count; column++) {
        target.position((long) (from + column) * rows + row).put(there, column * height, height);
      }
    }
  }
}
