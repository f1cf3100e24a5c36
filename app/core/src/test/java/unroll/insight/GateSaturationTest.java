package unroll.insight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateSaturationTest {
  @Test
  void sharesCountTheStepsAtWhichAGateIsNearlyShutOrOpen() {
    UnitSeries gate =
        new UnitSeries(2, 4, new float[] {0.05f, 0.1f, 0.95f, 0.99f, 0.5f, 0.9f, 0.01f, 0.5f});
    LayerReading layer =
        new LayerReading("layer 1 (gru)", false, gate, Optional.empty(), Map.of("update", gate));
    Map<String, GateSaturation> all = GateSaturation.of(layer);
    assertEquals(1, all.size());
    assertArrayEquals(new float[] {0.25f, 0.25f}, all.get("update").left());
    assertArrayEquals(new float[] {0.5f, 0}, all.get("update").right());
  }
}
