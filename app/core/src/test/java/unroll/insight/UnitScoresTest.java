package unroll.insight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import unroll.metrics.AreaUnderCurve;

class UnitScoresTest {
  private static final int STEPS = 2000;

  /** Noise, but for units that are set. */
  private static UnitSeries noise(int units, long seed) {
    UnitSeries series = UnitSeries.empty(units, STEPS);
    Random random = new Random(seed);
    for (int i = 0; i < series.values().length; i++) {
      series.values()[i] = (float) random.nextGaussian();
    }
    return series;
  }

  private static void set(UnitSeries series, int unit, float[] values) {
    System.arraycopy(values, 0, series.values(), unit * STEPS, STEPS);
  }

  /** Runs of random lengths, as brackets make them. */
  private static Annotation runs(long seed) {
    Random random = new Random(seed);
    float[] values = new float[STEPS];
    boolean isInside = false;
    for (int i = 0; i < STEPS; i++) {
      isInside ^= random.nextInt(12) == 0;
      values[i] = isInside ? 1 : 0;
    }
    return new Annotation("runs", true, values);
  }

  private static List<UnitTrack> tracks(UnitSeries... series) {
    return Arrays.stream(series).map(units -> new UnitTrack(0, UnitTrack.HIDDEN, units)).toList();
  }

  @Test
  void theUnitThatTellsAnAnnotationIsFoundWhicheverWayItGoes() {
    Annotation runs = runs(1);
    UnitSeries second = noise(5, 3);
    float[] falling = new float[STEPS];
    Random random = new Random(4);
    for (int i = 0; i < STEPS; i++) {
      falling[i] = (float) (-runs.values()[i] + 0.3 * random.nextGaussian());
    }
    set(second, 3, falling);
    AnnotationScores scores =
        UnitScores.of(tracks(noise(7, 2), second), List.of(runs), 1).scored().get(0);
    UnitScore best = scores.ranked().get(0);
    assertEquals(1, best.track());
    assertEquals(3, best.unit());
    assertTrue(best.isInverted());
    // Two normal distributions 1 / 0.3 standard deviations apart: Phi(1 / (0.3 sqrt(2))) = 0.991.
    assertEquals(0.991, best.heldOut(), 0.006);
    assertEquals(best.ranking(), best.heldOut(), 0.01);
    assertTrue(scores.isFound());
    assertTrue(scores.ranked().get(1).heldOut() < scores.baseline(), "noise is chance");
  }

  @Test
  void figuresOfBothHalvesAreAreasUnderTheCurve() {
    Annotation runs = runs(1);
    UnitSeries units = noise(3, 9);
    // Ties count half.
    for (int i = 0; i < STEPS; i++) {
      units.values()[i] = Math.round(units.values()[i]);
    }
    for (UnitScore score :
        UnitScores.of(tracks(units), List.of(runs), 1).scored().get(0).ranked()) {
      AreaUnderCurve first = new AreaUnderCurve();
      AreaUnderCurve second = new AreaUnderCurve();
      for (int i = 0; i < STEPS; i++) {
        double value = units.at(i, score.unit()) * (score.isInverted() ? -1 : 1);
        (i < STEPS / 2 ? first : second).add(value, runs.values()[i] == 1);
      }
      assertEquals(first.value(), score.ranking(), 1e-6);
      assertEquals(second.value(), score.heldOut(), 1e-12);
    }
  }

  @Test
  void aUnitThatIsRightInTheFirstHalfOnlyIsReportedByTheSecond() {
    Annotation runs = runs(1);
    UnitSeries units = noise(4, 5);
    float[] half = units.unit(2);
    System.arraycopy(runs.values(), 0, half, 0, STEPS / 2);
    set(units, 2, half);
    AnnotationScores scores = UnitScores.of(tracks(units), List.of(runs), 1).scored().get(0);
    assertEquals(2, scores.ranked().get(0).unit());
    assertEquals(1, scores.ranked().get(0).ranking(), 1e-6);
    assertEquals(0.5, scores.ranked().get(0).heldOut(), 0.06);
    assertFalse(scores.isFound());
  }

  @Test
  void numbersAreToldByTheirOrderAlone() {
    float[] depth = new float[STEPS];
    float[] cubed = new float[STEPS];
    Random random = new Random(7);
    for (int i = 0; i < STEPS; i++) {
      depth[i] = random.nextInt(40) - 20;
      cubed[i] = -depth[i] * depth[i] * depth[i];
    }
    UnitSeries units = noise(4, 5);
    set(units, 1, cubed);
    Annotation annotation = new Annotation("depth", false, depth);
    AnnotationScores scores = UnitScores.of(tracks(units), List.of(annotation), 1).scored().get(0);
    assertEquals(1, scores.ranked().get(0).unit());
    assertTrue(scores.ranked().get(0).isInverted());
    assertEquals(1, scores.ranked().get(0).heldOut(), 1e-5);
    assertTrue(scores.baseline() > 0.03 && scores.baseline() < 0.2, "" + scores.baseline());
  }

  @Test
  void slowUnitsHaveAHigherBaselineThanFastOnesBecauseNeighborsAreAlike() {
    UnitSeries slow = noise(20, 1);
    for (int i = 0; i < slow.values().length; i++) {
      boolean isFirst = i % STEPS == 0;
      slow.values()[i] += isFirst ? 0 : 0.98f * slow.values()[i - 1];
    }
    double fast =
        UnitScores.of(tracks(noise(20, 1)), List.of(runs(1)), 1).scored().get(0).baseline();
    double ofSlow = UnitScores.of(tracks(slow), List.of(runs(1)), 1).scored().get(0).baseline();
    assertTrue(ofSlow > fast + 0.03, ofSlow + " and " + fast);
  }

  @Test
  void theSameSeedGivesTheSameFigures() {
    List<UnitTrack> tracks = tracks(noise(6, 1));
    UnitScores one = UnitScores.of(tracks, List.of(runs(1), runs(2)), 8);
    UnitScores same = UnitScores.of(tracks, List.of(runs(1), runs(2)), 8);
    for (int i = 0; i < 2; i++) {
      assertEquals(one.scored().get(i).baseline(), same.scored().get(i).baseline());
      assertEquals(one.scored().get(i).ranked(), same.scored().get(i).ranked());
    }
    assertTrue(
        one.scored().get(0).baseline()
            != UnitScores.of(tracks, List.of(runs(1)), 9).scored().get(0).baseline());
  }

  @Test
  void whatHardlyEverHappensInAHalfIsSkippedAndAConstantUnitTellsNothing() {
    float[] rare = new float[STEPS];
    Arrays.fill(rare, 0, 50, 1);
    UnitSeries units = noise(3, 1);
    set(units, 0, new float[STEPS]);
    UnitScores scores =
        UnitScores.of(tracks(units), List.of(new Annotation("rare", true, rare), runs(1)), 1);
    assertEquals(List.of("rare"), scores.skipped());
    assertEquals(1, scores.scored().size());
    UnitScore constant = scores.scored().get(0).ranked().get(2);
    assertEquals(0, constant.unit());
    assertEquals(0.5, constant.ranking());
    assertEquals(0.5, constant.heldOut());
  }

  @Test
  void ranksAreCenteredAndEqualNumbersShareTheirs() {
    float[] ranks = new float[6];
    Ranks.centered(new float[] {9, 3, -1, 3, 0, -0.0f, 7}, 1, 6, ranks, 1);
    assertArrayEquals(new float[] {0, 1.5f, -2, 1.5f, -0.5f, -0.5f}, ranks);
  }
}
