package unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NumberRangeTest {
  @Test
  void rangesAreOfFiniteNumbersAndTheOthersAreCounted() {
    INDArray numbers = Nd4j.zeros(1, 200001);
    numbers.putScalar(70000, -2.5);
    numbers.putScalar(200000, 1e7);
    assertEquals(new NumberRange(-2.5, 1e7, 200001, 0), NumberRange.of(numbers));
    assertEquals("-2.50 to 1.00e+07", NumberRange.of(numbers).text());
    numbers.putScalar(3, Double.NaN);
    numbers.putScalar(150000, Double.NEGATIVE_INFINITY);
    assertEquals(new NumberRange(-2.5, 1e7, 200001, 2), NumberRange.of(numbers));
    assertEquals("-2.50 to 1.00e+07, less than 0.1 % not finite", NumberRange.of(numbers).text());
    numbers.assign(Double.NaN);
    assertEquals("none finite", NumberRange.of(numbers).text());
    assertEquals("none", NumberRange.NONE.text());
  }

  @Test
  void aPartIsNeverShownAsAllOrNone() {
    assertEquals("0 %", NumberRange.share(0, 1000));
    assertEquals("less than 0.1 %", NumberRange.share(1, 100000));
    assertEquals("3.1 %", NumberRange.share(31, 1000));
    assertEquals("99 %", NumberRange.share(99999, 100000));
    assertEquals("100 %", NumberRange.share(7, 7));
  }
}
