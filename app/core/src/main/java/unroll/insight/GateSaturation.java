package unroll.insight;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often a gate is shut or open, unit by unit (Karpathy, Johnson and Fei-Fei, 2015, section
 * 4.2). A unit whose forget gate is nearly always right-saturated keeps what it holds; one whose
 * gate is left-saturated lives for a step.
 *
 * @param left share of the steps with less than 0.1 {@code [unit]}
 * @param right share of the steps with more than 0.9 {@code [unit]}
 */
public record GateSaturation(float[] left, float[] right) {
  private static final float SHUT = 0.1f;
  private static final float OPEN = 0.9f;

  /** Of all gates of a layer, by their names; none of a vanilla cell. */
  public static Map<String, GateSaturation> of(LayerReading layer) {
    Map<String, GateSaturation> all = new LinkedHashMap<>();
    int[] places = layer.places();
    layer.gates().forEach((name, gate) -> all.put(name, of(gate.at(places))));
    return all;
  }

  private static GateSaturation of(UnitSeries gate) {
    float[] left = new float[gate.units()];
    float[] right = new float[gate.units()];
    for (int unit = 0; unit < gate.units(); unit++) {
      int shut = 0;
      int open = 0;
      for (float value : gate.unit(unit)) {
        shut += value < SHUT ? 1 : 0;
        open += value > OPEN ? 1 : 0;
      }
      left[unit] = (float) shut / gate.steps();
      right[unit] = (float) open / gate.steps();
    }
    return new GateSaturation(left, right);
  }
}
