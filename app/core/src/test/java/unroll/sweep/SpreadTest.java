package unroll.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void theDeviationIsThatOfTheSourceTheValuesComeFrom() {
    // R: mean(c(2, 4, 4, 4, 5, 5, 7, 9)); sd(...)
    Spread spread = Spread.of(List.of(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0));
    assertEquals(5, spread.mean(), 1e-12);
    assertEquals(2.138089935299395, spread.deviation(), 1e-12);
  }

  @Test
  void oneValueIsItsOwnMeanToTheBitAndHasNoDeviation() {
    Spread spread = Spread.of(List.of(0.1));
    assertEquals(0.1, spread.mean());
    assertTrue(Double.isNaN(spread.deviation()));
    assertTrue(Double.isNaN(Spread.of(List.of()).mean()));
  }

  @Test
  void whatIsNoNumberMakesNone() {
    assertTrue(Double.isNaN(Spread.of(List.of(1.0, Double.NaN)).mean()));
  }
}
