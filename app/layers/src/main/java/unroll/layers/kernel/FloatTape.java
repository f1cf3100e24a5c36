package unroll.layers.kernel;

import java.util.Arrays;

/**
 * One number of every unit, slot and step: an array a step, so that loops over it are flat. Without
 * a tape to keep, the steps share two arrays in turn.
 */
final class FloatTape {
  private float[][] steps = new float[0][];
  private boolean isKept;

  /** Makes room. */
  void begin(StepOrder order, int units, boolean keep) {
    isKept = keep;
    int arrays = keep ? order.steps() : Math.min(2, order.steps());
    if (steps.length < arrays) {
      steps = Arrays.copyOf(steps, arrays);
    }
    for (int i = 0; i < arrays; i++) {
      int needed = order.active(i) * units;
      if (steps[i] == null || steps[i].length < needed) {
        steps[i] = new float[needed];
      }
    }
  }

  /** {@code [slot * unit]}. */
  float[] at(int step) {
    return steps[isKept ? step : step % 2];
  }
}
