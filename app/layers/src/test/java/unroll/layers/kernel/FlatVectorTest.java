package unroll.layers.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FlatVectorTest {
  @ParameterizedTest
  @CsvSource({"FLOAT, 1", "FLOAT, 40001", "DOUBLE, 1", "DOUBLE, 40001"})
  void theLargestNumberCountsByItsDistanceFromZero(DataType type, int length) {
    INDArray numbers = Nd4j.zeros(type, length);
    assertEquals(0, new FlatVector(numbers).largest());
    for (int place : new int[] {0, length / 2, length - 1}) {
      numbers.assign(-0.5);
      numbers.putScalar(place, -3);
      assertEquals(3, new FlatVector(numbers).largest());
      numbers.putScalar(place, Double.NEGATIVE_INFINITY);
      assertEquals(Double.POSITIVE_INFINITY, new FlatVector(numbers).largest());
      numbers.putScalar(place, Double.NaN);
      assertEquals(Double.NaN, new FlatVector(numbers).largest());
      numbers.putScalar(length - 1 - place, Double.POSITIVE_INFINITY);
      numbers.putScalar(place, Double.NaN);
      assertEquals(Double.NaN, new FlatVector(numbers).largest(), "NaN beside infinity");
    }
  }

  @ParameterizedTest
  @CsvSource({"FLOAT, 1", "FLOAT, 40001", "DOUBLE, 1", "DOUBLE, 40001"})
  void subtractingTellsTheLargestNumberThatIsLeft(DataType type, int length) {
    INDArray numbers = Nd4j.ones(type, length);
    INDArray others = Nd4j.ones(type, 1, length).muli(0.5);
    others.putScalar(0, length - 1, 8);
    assertEquals(7, new FlatVector(numbers).subtract(new FlatVector(others)));
    INDArray expected = Nd4j.ones(type, length).muli(0.5);
    expected.putScalar(length - 1, -7);
    assertArrayEquals(expected.toDoubleVector(), numbers.toDoubleVector());
    others.putScalar(0, 0, Double.NaN);
    assertEquals(Double.NaN, new FlatVector(numbers).subtract(new FlatVector(others)));
  }
}
