package unroll.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import unroll.rehearsal.BatchCourse.Ending;

class RateSearchTest {
  private static BatchCourse course(double loss, Ending ending) {
    double[] losses = new double[20];
    Arrays.fill(losses, loss);
    return new BatchCourse(losses, 0, ending);
  }

  /** A network that is best at a factor, the worse the further from it. */
  private static RateSearch.Found searched(double best, List<Double> tried) {
    return new RateSearch(
            factor -> {
              tried.add(factor);
              return course(Math.abs(Math.log(factor / best)), Ending.STEPS_DONE);
            })
        .from(course(Math.abs(Math.log(best)), Ending.STEPS_DONE));
  }

  @Test
  void aRateThatIsTooLowIsRaisedUntilItGetsNoBetter() {
    List<Double> tried = new ArrayList<>();
    RateSearch.Found found = searched(125, tried);
    assertEquals(125, found.factor(), 1e-9);
    assertTrue(found.isMuchBetter());
    assertEquals(5, tried.size(), tried.toString());
  }

  @Test
  void aRateThatIsTooHighIsLowered() {
    assertEquals(1 / 25.0, searched(1 / 25.0, new ArrayList<>()).factor(), 1e-9);
  }

  @Test
  void aRateThatIsRightIsLeft() {
    assertFalse(searched(1, new ArrayList<>()).isMuchBetter());
  }

  @Test
  void anyRateIsBetterThanOneThatBreaksDown() {
    RateSearch.Found found =
        new RateSearch(
                factor ->
                    factor < 1
                        ? course(0.5, Ending.STEPS_DONE)
                        : course(Double.NaN, Ending.NOT_FINITE))
            .from(course(Double.NaN, Ending.NOT_FINITE));
    assertTrue(found.factor() < 1);
    assertTrue(found.isMuchBetter());
  }

  @Test
  void aCourseFallsIfItsLastTenthStillGainsSome() {
    double[] losses = new double[1000];
    for (int step = 0; step < losses.length; step++) {
      losses[step] = Math.exp(-step / 1000.0);
    }
    assertTrue(new BatchCourse(losses, 0, Ending.STEPS_DONE).isFalling());
    assertFalse(course(1, Ending.STEPS_DONE).isFalling());
  }
}
