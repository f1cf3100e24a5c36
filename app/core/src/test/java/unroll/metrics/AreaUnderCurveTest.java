package unroll.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AreaUnderCurveTest {
  private static AreaUnderCurve of(double[] positives, double[] negatives) {
    AreaUnderCurve curve = new AreaUnderCurve();
    for (int i = 0; i < Math.max(positives.length, negatives.length); i++) {
      if (i < positives.length) {
        curve.add(positives[i], true);
      }
      if (i < negatives.length) {
        curve.add(negatives[i], false);
      }
    }
    return curve;
  }

  private static double[] scores(double... scores) {
    return scores;
  }

  @Test
  void isTheShareOfPairsInTheRightOrder() {
    // Of 2 x 3 pairs, 0.9 is above all three negatives and 0.4 above one.
    assertEquals(4 / 6.0, of(scores(0.9, 0.4), scores(0.8, 0.5, 0.1)).value(), 1e-15);
    assertEquals(1, of(scores(3, 2), scores(1, 0, -1)).value());
    assertEquals(0, of(scores(0, 1), scores(3, 2)).value());
  }

  @Test
  void equalScoresCountHalf() {
    assertEquals(0.5, of(scores(1, 1, 1), scores(1, 1)).value());
    // 2 is above 1 and level with 2; 1 is level with 1 and below 2.
    assertEquals((1 + 0.5 + 0.5) / 4, of(scores(2, 1), scores(1, 2)).value());
    assertEquals(0.5, of(scores(0.0), scores(-0.0)).value());
  }

  @Test
  void isNoNumberWithoutBothClasses() {
    assertEquals(Double.NaN, new AreaUnderCurve().value());
    assertEquals(Double.NaN, of(scores(1, 2), scores()).value());
    assertEquals(Double.NaN, of(scores(), scores(1, 2)).value());
  }

  @Test
  void equalsTheCountOfAllPairs() {
    Random random = new Random(1);
    for (int round = 0; round < 50; round++) {
      double[] positives = random.ints(1 + random.nextInt(90), 3, 13).asDoubleStream().toArray();
      double[] negatives = random.ints(1 + random.nextInt(90), 0, 10).asDoubleStream().toArray();
      double wins = 0;
      for (double positive : positives) {
        for (double negative : negatives) {
          wins += (Math.signum(positive - negative) + 1) / 2;
        }
      }

      assertEquals(
          wins / (positives.length * negatives.length), of(positives, negatives).value(), 1e-12);
    }
  }

  @Test
  void goesOnAfterItWasRead() {
    AreaUnderCurve curve = of(scores(2, 5), scores(3));
    assertEquals(0.5, curve.value());

    curve.add(4, false);
    curve.add(Double.POSITIVE_INFINITY, true);
    curve.add(Double.NEGATIVE_INFINITY, false);
    assertEquals((1 + 3 + 3) / 9.0, curve.value(), 1e-15);
    assertEquals(curve.value(), curve.value());
  }

  @Test
  void moreScoresThanThePairsAnIntCanCount() {
    AreaUnderCurve curve = new AreaUnderCurve();
    for (int i = 0; i < 70_000; i++) {
      curve.add(i, true);
      curve.add(-1 - i, false);
    }

    assertEquals(1, curve.value());
  }

  @Test
  void refusesAScoreThatIsNoNumber() {
    AreaUnderCurve curve = of(scores(2), scores(1));

    assertThrows(IllegalArgumentException.class, () -> curve.add(Double.NaN, true));
    assertEquals(1, curve.value());
  }
}
