package unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExplosionTest {
  private static int explodesAt(double chance, double... losses) {
    Explosion explosion = new Explosion(chance);
    for (int step = 0; step < losses.length; step++) {
      if (explosion.isReachedBy(losses[step])) {
        return step + 1;
      }
    }
    return 0;
  }

  @Test
  void aHundredStepsFarAboveChanceThatDoNotFallAreAnExplosion() {
    double[] losses = new double[300];
    Arrays.setAll(losses, step -> step < 50 ? 1 : 20);
    assertEquals(150, explodesAt(1, losses));
    Arrays.setAll(losses, step -> step < 50 ? 1 : step % 60 == 0 ? 9 : 20);
    assertEquals(0, explodesAt(1, losses), "a training that comes back has not exploded");
    Arrays.setAll(losses, step -> step < 50 ? 1 : 40 - 0.1 * step);
    assertEquals(0, explodesAt(1, losses), "a loss that falls is on its way back");
    Arrays.setAll(losses, step -> step % 20 == 7 ? 1e9 : 1);
    assertEquals(0, explodesAt(1, losses), "outliers");
    Arrays.setAll(losses, step -> 15);
    assertEquals(0, explodesAt(1, losses), "where it began");
    Arrays.setAll(losses, step -> 15 + step);
    assertEquals(236, explodesAt(1, losses), "far above where it began");
  }
}
