package unroll.insight;

import java.util.Arrays;
import java.util.Objects;

/**
 * One number of every unit at every step.
 *
 * @param values {@code [unit, step]}, the steps of a unit one after the other; not copied
 */
public record UnitSeries(int units, int steps, float[] values) {
  public UnitSeries {
    if (values.length != units * steps) {
      throw new IllegalArgumentException(
          "expected %d numbers of %d units, got %d".formatted(units * steps, units, values.length));
    }
  }

  /** Zeros. */
  static UnitSeries empty(int units, int steps) {
    return new UnitSeries(units, steps, new float[Math.multiplyExact(units, steps)]);
  }

  public float at(int step, int unit) {
    Objects.checkIndex(step, steps);
    return values[Objects.checkIndex(unit, units) * steps + step];
  }

  /** The same of some steps. */
  UnitSeries at(int[] places) {
    UnitSeries some = empty(units, places.length);
    for (int unit = 0; unit < units; unit++) {
      for (int i = 0; i < places.length; i++) {
        some.values[unit * places.length + i] = values[unit * steps + places[i]];
      }
    }
    return some;
  }

  /** A unit's numbers, step by step. */
  public float[] unit(int unit) {
    int from = Objects.checkIndex(unit, units) * steps;
    return Arrays.copyOfRange(values, from, from + steps);
  }
}
